/** Pictures for the demo's shelf, composed here: flat shapes in few inks that overprint, like a risograph's. */
import sharp from 'sharp'
import type { Picture } from '../core/domain/product.ts'
import type { Pictures } from './pictures.ts'

const INK = {
  sun: '#ffb32c',
  coral: '#f15a3b',
  pine: '#0f6d4c',
  sea: '#2f6f8f',
  night: '#26385e',
  plum: '#7a3b69',
  paper: '#f8efdc',
  sand: '#ead6b0',
} as const

const circle = (x: number, y: number, radius: number, ink: string) =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="${ink}"/>`

const shape = (path: string, ink: string) => `<path d="${path}" fill="${ink}"/>`

const line = (path: string, ink: string, width: number) =>
  `<path d="${path}" fill="none" stroke="${ink}" stroke-width="${width}" stroke-linecap="round"/>`

/** Rows of the same wave, each a step further down. */
const waves = (top: number, count: number, ink: string) =>
  Array.from({ length: count }, (_, row) => {
    const y = top + row * 34
    return line(`M40 ${y} q 40 -26 80 0 t 80 0 t 80 0 t 80 0 t 80 0 t 80 0 t 80 0`, ink, 9)
  }).join('')

const dots = (ink: string) =>
  Array.from({ length: 64 }, (_, n) => circle(60 + (n % 8) * 75, 60 + Math.floor(n / 8) * 75, 9, ink)).join(
    '',
  )

/** Gull: two wings and a body. */
const gull = (x: number, y: number, ink: string) =>
  shape(
    `M${x} ${y} q 60 -80 150 -50 q -70 0 -110 60 q -20 24 -40 26 q -20 -2 -40 -26 q -40 -60 -110 -60 q 90 -30 150 50 z`,
    ink,
  )

const ART: Readonly<Record<string, readonly [paper: string, drawing: string]>> = {
  'sunset-risograph': [
    '#fde9cf',
    circle(320, 270, 150, INK.sun) + circle(360, 300, 150, INK.coral) + waves(390, 6, INK.night),
  ],
  'harbour-linocut': [
    '#fbd5c8',
    shape('M60 430 L580 430 L500 520 L140 520 Z', INK.coral) +
      shape('M300 120 L300 410 L140 410 Z', INK.night) +
      shape('M330 180 L330 410 L470 410 Z', INK.sea) +
      waves(560, 2, INK.night),
  ],
  'tote-market-day': [
    '#cfddd0',
    line('M230 260 C230 90 410 90 410 260', INK.pine, 26) +
      shape('M150 240 L490 240 L530 560 L110 560 Z', INK.paper) +
      circle(320, 400, 80, INK.pine) +
      circle(350, 380, 80, INK.sun),
  ],
  'chilli-crisp': [
    '#f6cfc7',
    shape(
      'M210 210 h220 q30 0 30 40 v270 q0 40 -40 40 h-200 q-40 0 -40 -40 v-270 q0 -40 30 -40 z',
      INK.coral,
    ) +
      shape('M220 130 h200 v70 h-200 z', INK.night) +
      shape('M230 320 h180 v150 h-180 z', INK.paper) +
      line('M270 430 C300 340 350 350 380 360', INK.coral, 26) +
      line('M380 360 C392 345 400 340 404 330', INK.pine, 12),
  ],
  'zine-7': [
    '#ded6dc',
    shape('M150 90 h340 v460 h-340 z', INK.paper) + circle(320, 250, 100, INK.plum) + waves(380, 4, INK.sea),
  ],
  'beeswax-candle': [
    '#f4e5c4',
    shape('M240 260 h160 v290 h-160 z', INK.sun) +
      shape('M180 540 h280 v40 h-280 z', INK.night) +
      line('M320 260 v-40', INK.night, 10) +
      shape('M320 90 C390 170 360 225 320 225 C280 225 250 170 320 90 Z', INK.coral),
  ],
  'tide-chart': [
    '#d3e0e6',
    dots('#b6ccd6') +
      shape('M40 400 C140 180 240 180 320 340 S500 520 600 260 L600 600 L40 600 Z', INK.sea) +
      circle(470, 160, 70, INK.sun),
  ],
  'gull-screenprint': [
    '#e9e3d2',
    circle(420, 220, 130, INK.sun) +
      gull(300, 300, INK.night) +
      gull(430, 470, INK.sea) +
      waves(560, 2, INK.pine),
  ],
}

/** Draws and keeps all of them; gives them by product handle. */
export async function drawDemoPictures(pictures: Pictures): Promise<ReadonlyMap<string, Picture>> {
  const drawn = new Map<string, Picture>()
  for (const [handle, [paper, drawing]] of Object.entries(ART)) {
    const kept = await pictures.keep(await draw(paper, drawing))
    if (kept.ok) drawn.set(handle, kept.value)
  }
  return drawn
}

function draw(paper: string, drawing: string): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640"><rect width="640" height="640" fill="${paper}"/><g style="mix-blend-mode:multiply" opacity="0.92">${drawing}</g></svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}
