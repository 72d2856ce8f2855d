import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { clamScanner, ScannerUnavailable } from '../../platform/malware/index.ts'
import { fakeClamd, markedAsMalware, type FakeClamd } from '../../platform/testing/clamd.ts'
import { readHistory } from '../audit/index.ts'
import { intakeTasks, receive, registerItem, viewItem, type IntakeDeps } from './index.ts'
import { aMail, testReception, type TestReception } from './testing.ts'

describe('the reception with a scanner', () => {
  let office: TestReception
  let daemon: FakeClamd
  let deps: IntakeDeps
  before(async () => {
    [office, daemon] = await Promise.all([testReception(), fakeClamd(1_000_000)])
    deps = { ...office, scanner: clamScanner(daemon.url, 500) }
  })
  after(async () => {
    await daemon.close()
    await office.close()
  })

  const deliver = async (name: string, bytes: Uint8Array) => {
    const item = await receive(deps, office.actors.registrar, { name, bytes, channel: null })
    assert.ok(item.ok)
    return item.value
  }

  it('sets aside what has malware in it, also where it hangs on a mail, and keeps its name in the log', async () => {
    const mail = await deliver('dopis.eml', aMail({ messageId: '<virus@example.cz>', attachment: `text ${markedAsMalware}` }))
    assert.deepEqual([mail.state, mail.quarantine], ['quarantined', 'malware'])
    assert.equal((await deliver('dopis.txt', Buffer.from('Dobrý den'))).state, 'waiting')
    assert.equal((await deliver('velky.txt', Buffer.alloc(2_000_000, 'a'))).quarantine, 'not-scanned')
    const history = await readHistory(office.db, office.tenantId, { subjectId: mail.id, limit: 1 })
    assert.equal(history[0]?.particulars?.['malware'], 'Obeh.Test.Malware')
  })

  it('lets nothing through while the scanner is away: what came is kept, and judged when it is back', async () => {
    daemon.behave('error')
    const item = await deliver('zadost.txt', Buffer.from('Žádám o povolení.'))
    assert.equal(item.state, 'received')
    assert.deepEqual(await registerItem(deps, office.actors.registrar, item.id, { subject: 'Žádost', unitId: office.units.DOP.id }), { ok: false, refusal: 'not-read-yet' })
    const readAgain = () => intakeTasks(deps)['intake.read']?.({ tenantId: office.tenantId, itemId: item.id })
    await assert.rejects(async () => readAgain(), ScannerUnavailable)
    daemon.behave('answer')
    await readAgain()
    assert.equal((await viewItem(office, office.tenantId, item.id))?.state, 'waiting')
  })
})
