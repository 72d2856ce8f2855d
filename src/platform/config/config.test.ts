import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BadConfig, readConfig } from './config.ts'

describe('configuration', () => {
  it('needs nothing to run the demo office', () => {
    const config = readConfig({})
    assert.deepEqual([config.mode, config.port, config.publicUrl, config.databaseUrl], ['demo', 8080, 'http://localhost:8080', undefined])
  })

  it('names every variable that is wrong, not only the first', () => {
    assert.throws(() => readConfig({ PORT: 'x', DATABASE_URL: 'mysql://a', MAIL_URL: 'ftp://b' }), (error) => {
      assert.ok(error instanceof BadConfig)
      assert.match(error.message, /PORT must be a number/)
      assert.match(error.message, /DATABASE_URL must look like postgres/)
      assert.match(error.message, /MAIL_URL must look like smtp/)
      return true
    })
  })

  it('takes no default for what production must decide', () => {
    assert.throws(() => readConfig({ NODE_ENV: 'production' }), /OBEH_DATA must be set in production\nOBEH_URL/)
    const config = readConfig({ NODE_ENV: 'production', OBEH_DATA: '/srv/obeh', OBEH_URL: 'https://obeh.kraj.example/', MAIL_URL: 'smtp://mail', MAIL_FROM: 'a@b.cz' })
    assert.deepEqual([config.mode, config.publicUrl], ['production', 'https://obeh.kraj.example'])
  })

  it('counts the proxies in front, none unless told', () => {
    assert.deepEqual([readConfig({}).trustProxy, readConfig({ TRUST_PROXY: '2' }).trustProxy], [0, 2])
    for (const wrong of ['yes', '-1', '1.5']) assert.throws(() => readConfig({ TRUST_PROXY: wrong }), /TRUST_PROXY/)
  })

  it('knows a scanner by its socket or its host, and nothing that is neither', () => {
    for (const right of ['clamd:/run/clamav/clamd.ctl', 'clamd://scanner:3310']) assert.equal(readConfig({ SCANNER_URL: right }).scannerUrl, right)
    for (const wrong of ['http://scanner', 'clamd:', 'clamd://']) assert.throws(() => readConfig({ SCANNER_URL: wrong }), /SCANNER_URL/)
  })

  it('treats an empty variable as one that is not set', () => {
    assert.equal(readConfig({ PORT: '', DATABASE_URL: '' }).port, 8080)
  })
})
