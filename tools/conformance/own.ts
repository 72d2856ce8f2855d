import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Block } from '../../src/engines/pades/index.ts'
import { dictionary, name, reference } from '../../src/engines/pdf/index.ts'
import { buildPdf, layouts, text } from '../../src/engines/pdf/testing.ts'
import { aLetter } from '../../src/platform/pdf/a-letter.ts'
import { fontFiles, renderLetter, renderSheet } from '../../src/platform/pdf/index.ts'
import type { Asked } from './opinion.ts'
import { archived, archivedInside, contained, kept, keptInside, signed } from './own-steps.ts'
import { enveloped } from './own-xades.ts'
import { demoOffice, rsaSignatory, type DemoOffice, type Signatory } from './signatories.ts'

type Made = Readonly<Record<string, Uint8Array>>

const pages = ['One', 'Two']
const yearMs = 365 * 86_400_000
const [font = new Uint8Array()] = fontFiles
/** A block as the office sets it. */
export const block = (page: number, bottom: number): Block => ({ lines: ['Mgr. Jana Nováková', 'Elektronicky podepsáno 28. 11. 2026 11.00'], font, place: { page, rectangle: [300, bottom, 520, bottom + 40] } })

/** Writes files of our own into a folder: every layout, key and level, and everything else that Oběh makes of signatures. */
export async function writeOwnFiles(folder: string): Promise<Asked[]> {
  mkdirSync(folder, { recursive: true })
  const office = await demoOffice(folder)
  const [jana, rsa] = [office.signatory('Jana Nováková'), rsaSignatory(folder)]
  const files: Asked[] = []
  const add = (made: Made, { anchor, now }: Signatory, change: Partial<Asked> = {}) => {
    for (const [what, bytes] of Object.entries(made)) {
      const path = join(folder, what)
      writeFileSync(path, bytes)
      const madeAt = now()
      files.push({ path, anchor, at: madeAt, madeAt, ...change })
    }
  }
  for (const who of [jana, rsa]) for (const layout of layouts) add(levels(`${who.name}-${layout}`, buildPdf({ layout, pages }), who), who)
  add(promises(jana), jana)
  add(severalSigners(office, jana), jana)
  add(fields(jana), jana)
  add(containers(jana), jana)
  add(enveloped(jana), jana)
  add(Object.fromEntries(Object.entries(enveloped(rsa)).map(([what, bytes]) => [`rsa-${what}`, bytes])), rsa)
  add(levels('letter-shown', await renderLetter(aLetter()), jana, block(0, 60)), jana)
  add(await letters(jana), jana)
  add({ 'untrusted-lt.pdf': kept(signed(buildPdf(), jana), jana) }, jana, { anchor: undefined })
  add(broken(jana), jana, { isBroken: true })
  await addRevoked(office, add)
  add({ 'outlived-t.pdf': signed(buildPdf(), jana), 'outlived-lta.pdf': archived(kept(signed(buildPdf(), jana), jana), jana) }, jana, { at: new Date(jana.now().getTime() + 4 * yearMs) })
  return files
}

function levels(start: string, bytes: Uint8Array, who: Signatory, shown?: Block): Made {
  const b = signed(bytes, who, { block: shown }, false)
  const t = signed(bytes, who, { block: shown })
  const lt = kept(t, who)
  const lta = archived(lt, who)
  return { [`${start}-b.pdf`]: b, [`${start}-t.pdf`]: t, [`${start}-lt.pdf`]: lt, [`${start}-lta.pdf`]: lta, [`${start}-lta-again.pdf`]: archived(kept(lta, who), who) }
}

function promises(who: Signatory): Made {
  const plain = buildPdf({ pages })
  return Object.fromEntries([
    ...(['none', 'P1', 'P2', 'P3'] as const).map((certification) => [`certified-${certification}.pdf`, archived(kept(signed(plain, who, { certification }), who), who)]),
    ['final.pdf', kept(signed(plain, who, { final: true, reason: 'Schváleno', location: 'Ostrava', name: 'Jana Nováková', contact: 'jana@example.cz' }), who)],
    ['evidence-without-stamp.pdf', kept(signed(plain, who, {}, false), who)],
  ])
}

function severalSigners({ signatory }: DemoOffice, jana: Signatory): Made {
  const petr = signatory('Petr Veselý')
  const once = signed(buildPdf({ pages }), jana)
  const twice = kept(kept(signed(once, petr), jana), petr)
  return {
    'twice.pdf': twice, 'twice-lta.pdf': archived(twice, jana), 'twice-final.pdf': signed(once, petr, { final: true }),
    'after-lta.pdf': kept(signed(archived(kept(once, jana), jana), petr), petr), 'both-lta.pdf': archived(kept(signed(archived(kept(once, jana), jana), petr), petr), petr),
  }
}

function fields(who: Signatory): Made {
  const plan = (first: number) => ({
    objects: ['A', 'B'].map((title, index) => dictionary({
      FT: name('Sig'), T: text(title), Type: name('Annot'), Subtype: name('Widget'), Rect: [50, 100 + index * 200, 250, 160 + index * 200], F: 4, P: reference(4),
    })),
    catalog: { AcroForm: dictionary({ Fields: [reference(first), reference(first + 1)] }) }, page: { Annots: [reference(first), reference(first + 1)] },
  })
  const { lines } = block(0, 0)
  const first = signed(buildPdf({ extra: plan }), who, { field: 'A', block: { lines, font } })
  return { 'field.pdf': first, 'fields.pdf': archived(kept(signed(first, who, { field: 'B', block: { lines, font } }), who), who), 'shown.pdf': signed(buildPdf({ pages }), who, { block: block(1, 60) }) }
}

function containers(who: Signatory): Made {
  const files = [{ name: 'rozhodnutí.pdf', bytes: buildPdf(), mimeType: 'application/pdf' }, { name: 'přílohy/a & "b" 100%.txt', bytes: Buffer.from('příloha') }]
  return Object.fromEntries((['asic-e', 'asic-s'] as const).flatMap((kind) => {
    const inside = kind === 'asic-e' ? files : files.slice(0, 1)
    const t = contained(kind, inside, who, true)
    const lt = keptInside(t, who)
    const end = kind === 'asic-e' ? 'asice' : 'asics'
    return [[`b.${end}`, contained(kind, inside, who, false)], [`t.${end}`, t], [`lt.${end}`, lt], [`lta.${end}`, archivedInside(lt, who)], [`lta-again.${end}`, archivedInside(archivedInside(lt, who), who)]]
  }))
}

/** Letters as they leave the office: PDF/A before and after. */
async function letters(who: Signatory): Promise<Made> {
  const letter = await renderLetter(aLetter())
  const once = signed(letter, who, { certification: 'none' })
  const second = signed(once, who, { certification: 'none', block: block(0, 60) })
  const sheet = await renderSheet({ authority: 'Krajský úřad', title: 'Záznam', at: who.now(), facts: [['Spis', 'ŽPZ/00398/2026']], table: { columns: ['Co', 'Kdo', 'Kdy'], rows: [['Kontrola', 'Nováková', '28. 11. 2026']] }, note: 'Bez závad.', blanks: ['Podpis'] })
  return { 'sheet-lta.pdf': archived(kept(signed(sheet, who, { block: block(0, 60) }), who), who), 'letter-stamped.pdf': archived(letter, who), 'letter-hidden-lta.pdf': archived(kept(once, who), who), 'letter-second-shown-lta.pdf': archived(kept(second, who), who), 'letter-final.pdf': kept(signed(letter, who, { final: true, block: block(0, 60) }), who) }
}

/** Nobody may call these good: another text, an end cut off, another's signature, a file changed in a container, a page that came later. */
function broken(who: Signatory): Made {
  const plain = buildPdf({ pages })
  const lt = kept(signed(plain, who), who)
  const asic = contained('asic-e', [{ name: 'a.txt', bytes: Buffer.from('stored as it is') }], who, true)
  return {
    'flipped.pdf': flipped(lt, lt.indexOf('MediaBox') + 14), 'cut.pdf': lt.subarray(0, lt.length - 20), 'other-signature.pdf': withSignatureOf(signed(plain, who), signed(buildPdf({ pages: ['Three'] }), who)),
    'flipped.xml': Buffer.from(Buffer.from(enveloped(who)['xades-lt.xml']).toString().replace('sbohem', 'sbohen')), 'flipped.asice': flipped(asic, Buffer.from(asic).indexOf('mimetypeapplication') + 100),
  }
}

/** One file with the signature of another in its gap. */
function withSignatureOf(bytes: Buffer, other: Buffer): Buffer {
  const [gap, source] = [bytes, other].map((file) => { const start = file.indexOf('/Contents <') + 11; return [start, file.indexOf('>', start)] as const })
  const changed = Buffer.from(bytes)
  if (gap && source) other.subarray(source[0], Math.min(source[1], source[0] + gap[1] - gap[0])).copy(changed, gap[0])
  return changed
}

function flipped(bytes: Uint8Array, place: number): Buffer {
  const changed = Buffer.from(bytes)
  changed.writeUInt8(changed.readUInt8(place) ^ 1, place)
  return changed
}

async function addRevoked({ signatory, authority, clock }: DemoOffice, add: (made: Made, who: Signatory) => void): Promise<void> {
  const before = signatory('Odvolaná poté')
  const early = signed(buildPdf(), before)
  clock.forward(3_600_000)
  await authority.revoke(before.issued.certificate)
  clock.forward(3_600_000)
  add({ 'revoked-after-stamp-lt.pdf': kept(early, before), 'revoked-before-stamp-lt.pdf': kept(signed(buildPdf(), before), before), 'revoked-no-stamp.pdf': kept(signed(buildPdf(), before, {}, false), before) }, before)
}
