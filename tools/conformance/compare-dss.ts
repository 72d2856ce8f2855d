import type { CorpusCase } from '../../src/engines/verdict/corpus.testing.ts'
import type { DocumentReport, SignatureReport } from '../../src/engines/verdict/index.ts'
import { reasonOfFile, reasonOfSignature } from './differences.ts'
import { dssOpinion, type DssReport, type DssSignature } from './dss.ts'
import { opinionOf, type Asked } from './opinion.ts'

type Reports = ReadonlyMap<string, DocumentReport>
type Answers = ReadonlyMap<string, DssReport>

const wordOf = ({ indication, subIndication }: { readonly indication: string; readonly subIndication?: string | undefined }) => subIndication === undefined ? indication : `${indication}/${subIndication}`
const tellOurs = (signature: SignatureReport | undefined) => signature === undefined ? 'nothing' : `${signature.level} ${wordOf(signature)} [${signature.problems.map(({ code, about }) => about === undefined ? code : `${code} ${about}`).join(', ')}]`
const tellTheirs = (signature: DssSignature | undefined) => signature === undefined ? 'nothing' : `${signature.level} ${wordOf(signature)} [${[...signature.flags].join(' ')}; ${signature.messages}]`

/** Of our own files every signature has to be called the same: level, indication and sub-indication. */
export function compareOwn(own: readonly Asked[], reports: Reports, answers: Answers, nameOf: (path: string) => string): string[] {
  const pairs = own.flatMap((file) => pairsOf(file.path, reports.get(file.path), answers.get(file.path)).map((pair) => ({ ...pair, file })))
  const sound = pairs.filter(({ file }) => file.isBroken !== true)
  const differing = sound.filter(({ ours, theirs }) => ours?.level !== theirs?.level || ours && theirs && wordOf(ours) !== wordOf(theirs))
  const meant = Map.groupBy(differing, ({ ours, theirs }) => reasonOfSignature(ours, theirs))
  const passed = own.filter(({ path, isBroken }) => isBroken === true && reports.get(path)?.verdict === 'TOTAL_PASSED')
  return [
    `our own: level, indication and sub-indication agree for ${sound.length - differing.length} of ${sound.length} signatures, the level for ${sound.filter(({ ours, theirs }) => ours?.level === theirs?.level).length}`,
    ...[...meant].flatMap(([reason, some]) => reason === undefined ? [] : [`  ${some.length} × ${reason}`]),
    ...(meant.get(undefined) ?? []).map(({ path, ours, theirs }) => `  UNEXPLAINED ${nameOf(path)}: we say ${tellOurs(ours)}, EU DSS says ${tellTheirs(theirs)}`),
    `  of ${own.filter(({ isBroken }) => isBroken).length} broken ones ${passed.length} passed here${passed.map(({ path }) => ` ${nameOf(path)}`).join()}`,
    ...own.flatMap(({ path }) => { const error = answers.get(path)?.error; return error === undefined ? [] : [`  ${nameOf(path)}: EU DSS could not judge it: ${error}`] }),
  ]
}

interface Pair {
  readonly path: string
  readonly ours: SignatureReport | undefined
  readonly theirs: DssSignature | undefined
}

/** By the field of a PDF and the file of a container; the only one of both is the same. */
function pairsOf(path: string, report: DocumentReport | undefined, answer: DssReport | undefined): Pair[] {
  const [ours, theirs] = [report?.signatures ?? [], answer?.signatures ?? []]
  const isSame = (one: SignatureReport, other: DssSignature) => one.id === other.place || ours.length === 1 && theirs.length === 1
  return [
    ...ours.map((one) => ({ path, ours: one, theirs: theirs.find((other) => isSame(one, other)) })),
    ...theirs.filter((other) => !ours.some((one) => isSame(one, other))).map((other) => ({ path, ours: undefined, theirs: other })),
  ]
}

/** Of the corpus: whether both call a file good or bad, and by which reason they differ; and how often each says what the origin says. */
export function compareCorpus(corpus: readonly (CorpusCase & Asked)[], reports: Reports, answers: Answers): string[] {
  const judged = corpus.flatMap((file) => {
    const [report, answer] = [reports.get(file.path), answers.get(file.path)]
    return report && answer ? [{ ...file, report, answer, ours: opinionOf(report), theirs: dssOpinion(answer) }] : []
  })
  const both = judged.filter(({ ours, theirs }) => ours !== undefined && theirs !== undefined)
  const differing = both.filter(({ ours, theirs }) => ours !== theirs)
  const said = judged.filter(({ expected, ours, theirs }) => expected !== undefined && (ours !== undefined || theirs !== undefined))
  const agrees = (pick: 'ours' | 'theirs') => said.filter((one) => one.expected === one[pick]).length
  const falseGood = (pick: 'ours' | 'theirs') => said.filter((one) => one.expected === 'bad' && one[pick] === 'good').length
  const alone = judged.filter(({ ours, theirs, answer, report }) => (ours === undefined) !== (theirs === undefined) && answer.error === undefined && report.timestamps.length + report.signatures.length + answer.signatures.length > 0)
  return [
    `the corpus: agrees on ${both.length - differing.length} of ${both.length}`,
    `  of ${said.length} files of which the origin says it we say the same of ${agrees('ours')} (${falseGood('ours')} falsely good), EU DSS of ${agrees('theirs')} (${falseGood('theirs')})`,
    ...[...Map.groupBy(differing, ({ report, answer }) => reasonOfFile(report, answer))].flatMap(([reason, some]) => [
      `  ${some.length} × ${reason}`, ...some.map(({ file, ours, expected }) => `    ${file}: we ${ours ?? ''}, the origin ${expected ?? 'does not say'}`),
    ]),
    ...levelLines(judged),
    ...alone.map(({ file, ours }) => `  only ${ours === undefined ? 'EU DSS sees' : 'we see'} a signature in ${file}`),
  ]
}

/** Of files of which all is trusted that they bring: how often both find the same words, which others they find, and what passes here alone. */
export function compareTrusted(files: readonly Asked[], reports: Reports, answers: Answers, nameOf: (path: string) => string): string[] {
  const pairs = files.flatMap(({ path }) => pairsOf(path, reports.get(path), answers.get(path))).flatMap(({ path, ours, theirs }) => ours && theirs ? [{ path, ours: wordOf(ours), theirs: wordOf(theirs) }] : [])
  const differing = pairs.filter(({ ours, theirs }) => ours !== theirs)
  const groups = [...Map.groupBy(differing, ({ ours, theirs }) => `${ours} here, ${theirs} there`)].toSorted(([, one], [, other]) => other.length - one.length)
  const alone = differing.filter(({ ours }) => ours === 'TOTAL_PASSED')
  return [
    `the corpus, the authorities it brings trusted: indication and sub-indication agree for ${pairs.length - differing.length} of ${pairs.length} signatures`,
    ...groups.map(([words, some]) => `  ${some.length} × ${words}`), ...alone.map(({ path, theirs }) => `  passes here alone: ${nameOf(path)}, there ${theirs}`),
  ]
}

interface Judged {
  readonly file: string
  readonly report: DocumentReport
  readonly answer: DssReport
}

/** Levels of PDF and CMS signatures that both see, by place. */
function levelLines(judged: readonly Judged[]): string[] {
  const pairs = judged.flatMap(({ file, report, answer }) => pairsOf(file, report, answer)).filter(({ ours, theirs }) => ours && theirs)
  const differing = Map.groupBy(pairs.filter(({ ours, theirs }) => ours?.level !== theirs?.level), ({ ours, theirs }) => `${ours?.level ?? ''} here, ${theirs?.level ?? ''} there`)
  const count = [...differing.values()].flat().length
  return [`  the same level for ${pairs.length - count} of ${pairs.length} signatures`, ...[...differing].map(([words, some]) => `    ${some.length} × ${words}: ${[...new Set(some.map(({ path }) => path))].join(', ')}`)]
}
