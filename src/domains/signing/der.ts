/** One value of ASN.1 in DER, as it lies in the bytes. */
export interface DerValue {
  tag: number
  content: Buffer
  /** Tag, length and content together. */
  whole: Buffer
}

/** One value of DER: its tag, and its content as the parts one after another. */
export function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  if (content.length < 0x80) return Buffer.concat([Buffer.of(tag, content.length), content])
  const length = Buffer.from(content.length.toString(16).padStart(8, '0').replace(/^(00)+/, ''), 'hex')
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, content])
}

export const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts)
export const octets = (content: Buffer): Buffer => der(0x04, content)
export const nothing: Buffer = der(0x05)

/** A SET OF, whose members DER wants in the order of their bytes. */
export function setOf(...parts: Buffer[]): Buffer {
  return der(0x31, ...parts.toSorted(Buffer.compare))
}

/** A whole number from 0 up to 2^31. */
export function integer(value: number): Buffer {
  const bytes = Buffer.alloc(5)
  bytes.writeUInt32BE(value, 1)
  const first = bytes.findIndex((byte, at) => byte !== 0 || at === 4)
  return der(0x02, bytes.subarray(bytes[first]! >= 0x80 ? first - 1 : first))
}

/** An object identifier from its dotted form. */
export function oid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number)
  const bytes = [first! * 40 + second!, ...rest.flatMap((arc) => {
    const sevens = [arc & 0x7f]
    for (let left = arc >> 7; left > 0; left >>= 7) sevens.unshift((left & 0x7f) | 0x80)
    return sevens
  })]
  return der(0x06, Buffer.from(bytes))
}

/** The first value of `bytes`; what follows it is left alone. Throws where it is cut short, or of indefinite length (BER). */
export function readDer(bytes: Buffer): DerValue {
  const short = bytes[1]
  if (short === undefined) throw new Error('DER: cut short.')
  const lengthBytes = short < 0x80 ? 0 : short & 0x7f
  if (short === 0x80 || lengthBytes > 4 || bytes.length < 2 + lengthBytes) throw new Error('DER: a length that cannot be read.')
  const length = lengthBytes === 0 ? short : bytes.readUIntBE(2, lengthBytes)
  const start = 2 + lengthBytes
  if (bytes.length < start + length) throw new Error('DER: cut short.')
  return { tag: bytes[0]!, content: bytes.subarray(start, start + length), whole: bytes.subarray(0, start + length) }
}

/** The values that a constructed one is made of. Throws as `readDer` does. */
export function partsOf(value: DerValue): DerValue[] {
  const parts: DerValue[] = []
  for (let rest = value.content; rest.length > 0; rest = rest.subarray(parts.at(-1)!.whole.length)) parts.push(readDer(rest))
  return parts
}

/** The part at `at`; throws where there is none, so that a malformed message is an error and not an `undefined`. */
export function partAt(value: DerValue, at: number): DerValue {
  const part = partsOf(value)[at]
  if (!part) throw new Error('DER: a part is missing.')
  return part
}

/** Whether a value is this object identifier. */
export function isOid(value: DerValue, dotted: string): boolean {
  return value.whole.equals(oid(dotted))
}
