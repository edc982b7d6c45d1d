import { expect } from 'vitest'
import sharp from 'sharp'

/** The name that the camera of `photoWithPlace` writes into its photos. */
export const cameraName = 'KameraContoh'

/** A small photo that says, as cameras do, with what and where it was taken: 1°28′ N, 102°6′ E. */
export async function photoWithPlace(): Promise<Buffer> {
  const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#8a6d4b' } })
    .withExif({ IFD0: { Make: cameraName }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '1/1 28/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '102/1 6/1 0/1' } })
    .jpeg().toBuffer()
  expect(photo.includes(cameraName)).toBe(true)
  return photo
}

/** A small photo as the file that a person chooses. */
export async function chosenPhoto(name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  return { name, mimeType: 'image/jpeg', buffer: await photoWithPlace() }
}
