// Puts a canned answer where the cursor stands in the answer, without leaving the page. When anything fails, the button does it the long way.
const prepare = (button) => {
  button.addEventListener('click', async (event) => {
    const chosen = button.form.elements.siap.value
    const field = document.getElementById(button.dataset.insert)
    if (!field || button.dataset.plain) return
    event.preventDefault()
    if (!chosen) return button.form.elements.siap.focus()
    try {
      const ticket = new URL(button.formAction).pathname.split('/tindakan/')[0]
      const answer = await fetch(`${ticket}/jawaban-siap/${chosen}`)
      if (!answer.ok || answer.redirected) throw new Error('no text')
      const text = await answer.text()
      const before = field.value.slice(0, field.selectionStart)
      field.setRangeText(before && !before.endsWith('\n') ? `\n\n${text}` : text, field.selectionStart, field.selectionEnd, 'end')
      field.dispatchEvent(new Event('input', { bubbles: true }))
      field.focus()
    } catch {
      button.dataset.plain = 'yes'
      button.click()
    }
  })
}
document.querySelectorAll('button[data-insert]').forEach(prepare)
addEventListener('segar', ({ target }) => target.querySelectorAll('button[data-insert]').forEach(prepare))
