import { ppmToPercent } from '../../core/catalogue/read-number.ts'

/** 88,750 parts per million → "8.875 %". */
export const percentText = (ppm: number): string => `${ppmToPercent(ppm)} %`
