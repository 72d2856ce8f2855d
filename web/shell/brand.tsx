/** The sign of the product: what goes round and comes back. */
export function BrandMark() {
  return (
    <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" />
      <path d="M8 16a8 8 0 0 1 14.5-4.7M24 16a8 8 0 0 1-14.5 4.7M23.6 6.6v5h-5M8.4 25.4v-5h5" />
    </svg>
  )
}
