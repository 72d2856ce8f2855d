export function Gallery() {
  return <main><h1>Kit</h1></main>
}
