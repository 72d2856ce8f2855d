import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { evidenceClient } from './index.ts'

test('one file is brought no more than so many bytes, however many large lists it names', async () => {
  const megabyte = Buffer.alloc(2 ** 20)
  const server = createServer((_, response) => {
    for (let sent = 0; sent < 40; sent++) response.write(megabyte)
    response.end()
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const { crls } = await evidenceClient({ allowsInner: true }).fetch(Array.from({ length: 6 }, (_, index) => ({ kind: 'crl', url: `http://127.0.0.1:${port}/${index}` })))
  server.close()
  const brought = crls.reduce((sum, { length }) => sum + length, 0)
  assert.ok(brought > 0 && brought <= 64 * 2 ** 20, String(brought))
})
