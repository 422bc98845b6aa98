/** Pictures: uploaded or fetched by the endpoint, kept in three widths under their content's hash. */
import * as v from 'valibot'
import { textSchema } from '../journal/schema.ts'

/** The largest upload, in bytes. */
export const MAX_PICTURE_BYTES = 12 * 1024 * 1024

export const fetchPictureSchema = v.object({ url: v.pipe(v.string(), v.url(), v.maxLength(2000)) })

/** `POST /api/pictures` (the bytes) and `POST /api/pictures/fetch` (an address) both answer this. */
export const pictureAnswerSchema = v.object({
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{16,64}$/)),
  thumbhash: textSchema(60),
})
export type PictureAnswer = v.InferOutput<typeof pictureAnswerSchema>
