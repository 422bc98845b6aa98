/** Pictures: uploaded or fetched by the endpoint, kept in three widths under their content's hash. */
import * as v from 'valibot'
import { textSchema } from '../journal/schema.ts'

/** Widths in pixels; the address of one is `/pictures/{hash}-{width}.webp` (and `.avif` from 320 on). */
export const PICTURE_WIDTHS = [160, 320, 640] as const
export type PictureWidth = (typeof PICTURE_WIDTHS)[number]

/** The largest upload, in bytes. */
export const MAX_PICTURE_BYTES = 12 * 1024 * 1024

export const fetchPictureSchema = v.object({ url: v.pipe(v.string(), v.url(), v.maxLength(2000)) })

/** `POST /api/pictures` (the bytes) and `POST /api/pictures/fetch` (an address) both answer this. */
export const pictureAnswerSchema = v.object({
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{16,64}$/)),
  thumbhash: textSchema(60),
})
export type PictureAnswer = v.InferOutput<typeof pictureAnswerSchema>

/** The immutable address of a picture in one width. */
export const pictureUrl = (hash: string, width: PictureWidth): string => `/pictures/${hash}-${width}.webp`
