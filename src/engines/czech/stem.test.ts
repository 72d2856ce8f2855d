import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fold, stem } from './index.ts'
import { apart, fresh, words } from './words.testing.ts'

interface Pair { readonly a: string; readonly b: string }
const pairsOf = (groups: readonly (readonly string[])[]): Pair[] => groups.flatMap(([base = '', ...forms]) => forms.map((form) => ({ a: base, b: form })))
const recall = (pairs: readonly Pair[], of = stem) => pairs.filter(({ a, b }) => of(a) === of(b)).length / pairs.length

describe('the stem of a Czech word', () => {
  it('is the same in at least nine of ten forms, of words the rules were tuned on and of those they had never seen', (t) => {
    const [known, unseen] = [pairsOf(words), pairsOf(fresh)]
    assert.ok(words.length >= 150 && known.length >= 800 && unseen.length >= 400, `${words.length} words, ${known.length} and ${unseen.length} pairs`)
    const bare = recall([...known, ...unseen], (word) => stem(fold(word)))
    const shares = [recall(known), recall(unseen), bare].map((share) => share.toFixed(3))
    t.diagnostic(`${known.length} pairs of ${words.length} words: recall ${shares[0]}; ${unseen.length} pairs of ${fresh.length} unseen words: ${shares[1]}; all typed without diacritics: ${shares[2]}`)
    assert.ok(shares.every((share) => Number(share) >= 0.9), shares.join(' '))
  })

  it('is another one for at least nineteen of twenty words that only look alike', (t) => {
    const wrong = apart.filter(([a, b]) => stem(a) === stem(b))
    t.diagnostic(`${apart.length} pairs, ${wrong.length} taken for one: ${wrong.map((pair) => pair.join('/')).join(' ')}`)
    assert.ok(apart.length >= 100 && wrong.length / apart.length <= 0.05)
  })

  it('is what is typed where nothing is to be inflected', () => {
    assert.deepEqual(['123/2026', '27-1234567', 'KÚ', 'a', '', 'constructor'].map(stem), ['123/2026', '27-1234567', 'ku', 'a', '', 'constructor'])
  })

  it('does not depend on the way a letter with a mark is encoded', () => {
    assert.equal(stem('žádostí'.normalize('NFD')), stem('ŽÁDOSTÍ'))
  })
})
