/** Resolves at the first Ctrl-C or SIGTERM; a second one ends the process at once, which loses nothing that was acknowledged. */
export async function untilTold(): Promise<void> {
  await new Promise<void>((done) => {
    let told = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (told) process.exit(130)
        told = true
        done()
      })
    }
  })
}
