// Boxes on a picture: drawn, moved and resized by pointer, touch or keyboard. The number fields of the form stay what is sent; a box follows its fields.
const frame = document.querySelector('[data-redact]')
const form = document.getElementById('kotak')
const list = form?.querySelector('[data-boxes]')
if (frame && list) start()

function start() {
  const image = frame.querySelector('img')
  const words = JSON.parse(frame.dataset.words)
  const status = document.querySelector('[data-redact-status]')
  const template = form.querySelector('[data-box-template]')
  const adder = form.querySelector('[data-add-box]')
  const looker = form.querySelector('[data-look]')
  const names = ['kiri', 'atas', 'lebar', 'tinggi']
  const most = 30
  const least = 1
  const boxes = new Map()
  let next = 1

  const round = (number) => Math.round(number * 10) / 10
  const say = (text, number) => { status.textContent = text.replace('{n}', number) }
  const read = (fields) => names.map((name) => Number(fields[name].value.replace(',', '.')) || 0)

  function draw(number) {
    const { button, fields } = boxes.get(number)
    const [x, y, width, height] = read(fields)
    Object.assign(button.style, { left: `${x}%`, top: `${y}%`, width: `${width}%`, height: `${height}%` })
    button.firstChild.textContent = number
    button.setAttribute('aria-label', words.box.replace('{n}', number).replace('{x}', x).replace('{y}', y).replace('{w}', width).replace('{h}', height))
  }

  function write(number, [x, y, width, height]) {
    const wide = Math.min(100, Math.max(least, width))
    const high = Math.min(100, Math.max(least, height))
    const clean = [Math.min(100 - wide, Math.max(0, x)), Math.min(100 - high, Math.max(0, y)), wide, high]
    const { fields } = boxes.get(number)
    names.forEach((name, at) => { fields[name].value = String(round(clean[at])).replace('.', ',') })
    draw(number)
  }

  function follow(fieldset) {
    const number = next++
    // As the server numbers them, whatever was removed before.
    for (const part of fieldset.querySelectorAll('[id], [for], [name]')) {
      for (const name of ['id', 'for', 'name', 'aria-describedby']) {
        const value = part.getAttribute(name)
        if (value) part.setAttribute(name, value.replace(/-\d+(?=$|-)/, `-${number}`))
      }
    }
    fieldset.querySelector('legend').textContent = fieldset.querySelector('legend').textContent.replace(/\d+/, number)
    const fields = Object.fromEntries(names.map((name) => [name, fieldset.querySelector(`[name="${name}-${number}"]`)]))
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'redact-box'
    button.setAttribute('aria-describedby', 'cara')
    button.append(document.createElement('span'), Object.assign(document.createElement('i'), { className: 'redact-handle' }))
    frame.append(button)
    boxes.set(number, { button, fields, fieldset })
    for (const name of names) fields[name].addEventListener('input', () => draw(number))
    fieldset.querySelector('[data-remove-box]').addEventListener('click', (event) => { event.preventDefault(); remove(number) })
    button.addEventListener('keydown', (event) => steer(event, number))
    button.addEventListener('pointerdown', (event) => drag(event, number, event.target.matches('.redact-handle')))
    draw(number)
    return number
  }

  function add(place) {
    if (boxes.size >= most) { say(words.full, ''); return undefined }
    const fieldset = template.content.firstElementChild.cloneNode(true)
    list.append(fieldset)
    const number = follow(fieldset)
    write(number, place)
    return number
  }

  function remove(number) {
    const { button, fieldset } = boxes.get(number)
    button.remove()
    fieldset.remove()
    boxes.delete(number)
    say(words.removed, number)
    ;([...boxes.values()].at(-1)?.button ?? adder).focus()
  }

  function steer(event, number) {
    if (event.key === 'Delete' || event.key === 'Backspace') { event.preventDefault(); return remove(number) }
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const [x, y, width, height] = read(boxes.get(number).fields)
    write(number, event.shiftKey ? [x, y, width + way[0], height + way[1]] : [x + way[0], y + way[1], width, height])
  }

  const place = (event) => {
    const edge = frame.getBoundingClientRect()
    return [((event.clientX - edge.left) / edge.width) * 100, ((event.clientY - edge.top) / edge.height) * 100]
  }

  function track(event, move, end) {
    const over = () => { frame.removeEventListener('pointermove', move); end?.() }
    frame.setPointerCapture(event.pointerId)
    frame.addEventListener('pointermove', move)
    for (const name of ['pointerup', 'pointercancel']) frame.addEventListener(name, over, { once: true })
  }

  function drag(event, number, resizes) {
    if (event.button !== 0) return
    event.preventDefault()
    event.stopPropagation()
    boxes.get(number).button.focus()
    const [fromX, fromY] = place(event)
    const [x, y, width, height] = read(boxes.get(number).fields)
    track(event, (moved) => {
      const [atX, atY] = place(moved)
      const [dx, dy] = [atX - fromX, atY - fromY]
      write(number, resizes ? [x, y, Math.min(100 - x, width + dx), Math.min(100 - y, height + dy)] : [x + dx, y + dy, width, height])
    })
  }

  // A finger that moves over the picture scrolls the page, so there a tap makes the box.
  frame.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.pointerType === 'touch' || event.target !== image || frame.dataset.looking) return
    event.preventDefault()
    const [fromX, fromY] = place(event)
    let number
    track(event, (moved) => {
      const within = place(moved).map((at) => Math.min(100, Math.max(0, at)))
      const box = [Math.min(fromX, within[0]), Math.min(fromY, within[1]), Math.abs(within[0] - fromX), Math.abs(within[1] - fromY)]
      if (number === undefined && Math.max(box[2], box[3]) > least) number = add(box)
      else if (number !== undefined) write(number, box)
    }, () => { if (number !== undefined) { boxes.get(number).button.focus(); say(words.added, number) } })
  })
  frame.addEventListener('click', (event) => {
    if (event.pointerType !== 'touch' || event.target !== image || frame.dataset.looking) return
    const [x, y] = place(event)
    const number = add([x - 10, y - 7, 20, 14])
    if (number !== undefined) say(words.added, number)
  })
  adder.addEventListener('click', () => {
    const shift = (boxes.size % 8) * 4
    const number = add([30 + shift, 30 + shift, 20, 14])
    if (number === undefined) return
    boxes.get(number).button.focus()
    say(words.added, number)
  })
  looker.addEventListener('click', (event) => {
    event.preventDefault()
    const looks = !frame.dataset.looking && boxes.size > 0
    if (looks) frame.dataset.looking = 'yes'
    else delete frame.dataset.looking
    const query = [...boxes.values()].map(({ fields }) => `kotak=${read(fields).join(',')}`).join('&')
    image.src = looks ? `${frame.dataset.redact}?${query}` : frame.dataset.original
    looker.firstElementChild.textContent = looks ? words.edit : words.look
  })

  image.draggable = false
  if (!image.src.endsWith(frame.dataset.original)) image.src = frame.dataset.original
  form.querySelector('[data-new-box]').remove()
  looker.firstElementChild.textContent = words.look
  adder.hidden = false
  document.querySelector('[data-redact-help]').hidden = false
  form.querySelector('[data-numbers]').open = form.querySelector('[aria-invalid]') !== null
  for (const fieldset of [...list.children]) follow(fieldset)
}
