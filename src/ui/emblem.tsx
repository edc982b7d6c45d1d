/** A shield of our own with a speaking lozenge: stands where a regency has not given its emblem. Takes the tenant's colours from the stylesheet. */
export function Emblem() {
  return (
    <svg class="emblem" viewBox="0 0 40 44" width="40" height="44" aria-hidden="true" focusable="false">
      <path class="emblem-field" d="M20 1l18 5v17c0 10-7.5 16.5-18 20C9.5 39.5 2 33 2 23V6z" />
      <path class="emblem-sign" d="M20 8l3 3-3 3-3-3zM20 28l3 3-3 3-3-3zM8.5 21l3-3 3 3-3 3zM25.5 21l3-3 3 3-3 3z" />
      <path class="emblem-heart" d="M20 14.500l6.5 6.5-6.5 6.5-6.5-6.500z" />
    </svg>
  )
}
