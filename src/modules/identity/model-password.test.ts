import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { judgePassword } from './model-password.ts'

const person = { name: 'Jana Nováková', email: 'jana.novakova@kuzk.example' }
const judged = (password: string) => {
  const result = judgePassword(password, person)
  return result.ok ? null : result.refusal
}

describe('a password', () => {
  it('is long rather than intricate', () => {
    for (const good of ['správné koňské baterie', 'tři modré židle', 'nalezl-jsem-klobouk', 'kvL9#xwQ2mTz', 'zelený traktor 7']) assert.equal(judged(good), null, good)
    for (const short of ['', 'kratke', 'Ab1!Ab1!', '😀'.repeat(11)]) assert.equal(judged(short), 'password-short', short)
  })

  it('is none of the commonest, however decorated', () => {
    for (const common of ['Heslo123456!', 'HesloHeslo123', 'P@ssw0rd2026!', 'administrator1', 'Qwertz123456', 'qwertzuiopas', '123456789012', 'aaaaaaaaaaaa', 'abcabcabcabc', 'Praha2026Praha', 'Léto2026léto', 'iloveyou!!!!!!', '2026-11-23-12:00']) {
      assert.equal(judged(common), 'password-common', common)
    }
  })

  it('is not made of one’s own name or address', () => {
    for (const own of ['JanaNovakova1', 'novakova-jana-2026', 'jana.novakova@kuzk']) assert.equal(judged(own), 'password-personal', own)
    assert.equal(judged('Jana má ráda kobylky'), null)
  })
})
