import qrcode from 'qrcode'

/** The dark squares of a QR code as one SVG path, in units of one square, with the quiet zone of four that the standard asks for. */
export function qrPath(text: string): { path: string; size: number } {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
  const quiet = 4
  let path = ''
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      let length = 0
      while (x + length < modules.size && modules.get(y, x + length)) length++
      if (length > 0) path += `M${x + quiet} ${y + quiet}h${length}v1h-${length}z`
      x += length
    }
  }
  return { path, size: modules.size + 2 * quiet }
}

/** A QR code; `label` says where it leads. Always dark on white, so that cameras can read it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, size } = qrPath(text)
  return (
    <svg class="qr-code" viewBox={`0 0 ${size} ${size}`} width="160" height="160" role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
