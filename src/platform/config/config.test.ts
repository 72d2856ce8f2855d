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

  it('points out a variable that looks like one of its own and is none', () => {
    assert.throws(() => readConfig({ OBEH_DTA: '/srv', PORT: 'x' }), /PORT must be a number\nOBEH_DTA is not a variable of Oběh; those are .*OBEH_DATA/)
    assert.equal(readConfig({ OBEH_PG_TEMPLATE: '/x', HOME: '/root' }).mode, 'demo')
  })

  it('takes for metrics no secret that could be guessed', () => {
    assert.equal(readConfig({ METRICS_TOKEN: 'sixteen-letters-' }).metricsToken, 'sixteen-letters-')
    for (const wrong of ['short', 'with a space in the middle']) assert.throws(() => readConfig({ METRICS_TOKEN: wrong }), /METRICS_TOKEN must be at least 16/)
  })

  it('counts the proxies in front, none unless told', () => {
    assert.deepEqual([readConfig({}).trustProxy, readConfig({ TRUST_PROXY: '2' }).trustProxy], [0, 2])
    for (const wrong of ['yes', '-1', '1.5']) assert.throws(() => readConfig({ TRUST_PROXY: wrong }), /TRUST_PROXY/)
  })

  it('knows a scanner by its socket or its host, and nothing that is neither', () => {
    for (const right of ['clamd:/run/clamav/clamd.ctl', 'clamd://scanner:3310']) assert.equal(readConfig({ SCANNER_URL: right }).scannerUrl, right)
    for (const wrong of ['http://scanner', 'clamd:', 'clamd://']) assert.throws(() => readConfig({ SCANNER_URL: wrong }), /SCANNER_URL/)
  })

  it('knows who helps to sign, a remote service whole or not at all, and never over an open line', () => {
    assert.deepEqual(readConfig({}).signing, { timestampUrls: [], timestampBudget: { requests: 1_000, windowMs: 60_000 }, csc: undefined, agentUrl: undefined, tokens: undefined })
    const service = { CSC_URL: 'https://podpis.example/csc/v2/', CSC_CLIENT_ID: 'obeh', CSC_CLIENT_SECRET: 'velmi-tajne' }
    assert.deepEqual(readConfig({ ...service, TSA_URLS: 'http://tsa.example/a  https://tsa2.example', TSA_BUDGET: '20/1200', CARD_AGENT_URL: 'http://127.0.0.1:24824', PKCS11_MODULE: '/usr/lib/pkcs11.so', PKCS11_PIN: '1234' }).signing, {
      timestampUrls: ['http://tsa.example/a', 'https://tsa2.example'], timestampBudget: { requests: 20, windowMs: 1_200_000 },
      csc: { url: 'https://podpis.example/csc/v2', clientId: 'obeh', clientSecret: 'velmi-tajne' }, agentUrl: 'http://127.0.0.1:24824', tokens: { module: '/usr/lib/pkcs11.so', pin: '1234' },
    })
    for (const left of ['CSC_URL', 'CSC_CLIENT_ID', 'CSC_CLIENT_SECRET'] as const) assert.throws(() => readConfig({ ...service, [left]: '' }), /must be set all or none/)
    for (const wrong of [{ ...service, CSC_URL: 'http://podpis.example/csc/v2' }, { TSA_URLS: 'tsa.example' }, { TSA_BUDGET: '20' }, { TSA_BUDGET: '0/5' }, { PKCS11_MODULE: 'pkcs11.so', PKCS11_PIN: '1' }, { PKCS11_MODULE: '/usr/lib/pkcs11.so' }, { CARD_AGENT_URL: 'http://agent.example:24824' }, { CARD_AGENT_URL: 'http://127.0.0.1' }, { CARD_AGENT_URL: 'http://127.0.0.1:1; script-src *' }]) {
      assert.throws(() => readConfig(wrong), (error) => error instanceof BadConfig && !error.message.includes('velmi-tajne'))
    }
  })

  it('treats an empty variable as one that is not set', () => {
    assert.equal(readConfig({ PORT: '', DATABASE_URL: '' }).port, 8080)
  })

  const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'velmi-tajne' }

  it('keeps contents in a folder unless a bucket is named whole', () => {
    assert.deepEqual(readConfig({ OBEH_DATA: '/srv/obeh' }).files, { kind: 'directory', directory: '/srv/obeh/files' })
    assert.deepEqual(readConfig({ FILES_URL: 's3://kraj-soubory/obeh?endpoint=https://s3.kraj.example&region=praha', ...keys }).files, {
      kind: 's3', bucketUrl: 'https://s3.kraj.example/kraj-soubory', prefix: 'obeh/', region: 'praha', accessKeyId: 'a', secretAccessKey: 'velmi-tajne' })
    assert.equal((readConfig({ FILES_URL: 's3://kraj-soubory?region=eu-central-1', ...keys }).files as { bucketUrl: string }).bucketUrl, 'https://kraj-soubory.s3.eu-central-1.amazonaws.com')
  })

  it('refuses a place of contents that is no place, or would carry them in the clear, and never repeats a secret', () => {
    const production = { NODE_ENV: 'production', OBEH_DATA: '/srv/obeh', OBEH_URL: 'https://obeh.kraj.example/', MAIL_URL: 'smtp://mail', MAIL_FROM: 'a@b.cz' }
    for (const [wrong, why] of [
      [{ FILES_URL: 'ftp://kraj' }, /must look like s3/], [{ FILES_URL: 'dir:files' }, /absolute/], [{ FILES_URL: 's3://kraj/x?endpont=https://a' }, /unknown part endpont/],
      [{ FILES_URL: 's3://kraj/../x?endpoint=https://a' , AWS_SECRET_ACCESS_KEY: '' }, /AWS_SECRET_ACCESS_KEY/], [{ FILES_URL: 's3://id:velmi-tajne@kraj/x' }, /credentials/],
      [{ ...production, FILES_URL: 's3://kraj/x?endpoint=http://s3.kraj.example' }, /https/],
    ] as const) {
      assert.throws(() => readConfig({ ...keys, ...wrong }), (error) => error instanceof BadConfig && why.test(error.message) && !error.message.includes('velmi-tajne'), JSON.stringify(wrong))
    }
  })

  it('lets only a process that does everything bring its own database', () => {
    assert.throws(() => readConfig({ OBEH_RUN: 'web' }), /DATABASE_URL must be set with OBEH_RUN=web/)
    assert.equal(readConfig({ OBEH_RUN: 'worker', DATABASE_URL: 'postgres://db/obeh' }).run, 'worker')
    assert.throws(() => readConfig({ OBEH_RUN: 'both' }), /OBEH_RUN must be all, web or worker/)
  })
})
