import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { leakedPasswords } from './leaked-passwords.ts'
import { judgePassword } from './model-password.ts'

const person = { name: 'Jana Nováková', email: 'jana.novakova@kuzk.example', office: 'Krajský úřad Jezerního kraje KUJK' }
const isLeaked = await leakedPasswords()
const judged = (password: string) => {
  const result = judgePassword(password, person, isLeaked)
  return result.ok ? null : result.refusal
}

describe('a password', () => {
  it('is long rather than intricate', () => {
    for (const good of ['správné koňské baterie', 'tři modré židle', 'nalezl-jsem-klobouk', 'kvL9#xwQ2mTz', 'zelený traktor 7', 'correct horse battery staple', 'tajná sklenice dragonů', 'včera pršelo na koleje']) assert.equal(judged(good), null, good)
    for (const short of ['', 'kratke', 'Ab1!Ab1!', '😀'.repeat(11)]) assert.equal(judged(short), 'password-short', short)
  })

  it('is none of the commonest, however decorated', () => {
    for (const common of ['Heslo123456!', 'HesloHeslo123', 'P@ssw0rd2026!', 'administrator1', 'Qwertz123456', 'qwertzuiopas', '123456789012', 'aaaaaaaaaaaa', 'abcabcabcabc', 'Praha2026Praha', 'Léto2026léto', 'iloveyou!!!!!!', '2026-11-23-12:00']) {
      assert.equal(judged(common), 'password-common', common)
    }
  })

  it('is none of those that leaked, as it was, decorated, or said twice; and the list is long', () => {
    for (const leaked of ['1q2w3e4r5t6y', 'Liverpool2026', 'Manchester2026', 'chocolate123', 'Spongebob!2026', 'metallica-metallica', 'BlinkBlink182']) assert.equal(judged(leaked), 'password-common', leaked)
    const tried = ['123456', 'trustno1', 'correcthorse', 'zxcvbnm', 'jordan23', 'nalezl jsem klobouk'].map(isLeaked)
    assert.deepEqual(tried, [true, true, false, true, true, false])
  })

  it('is not made of the name of the office', () => {
    for (const ours of ['KrajskyUrad2026', 'Jezerního kraje 2026!', 'urad-jezerniho-kraje']) assert.notEqual(judged(ours), null, ours)
  })

  it('is not made of one’s own name or address', () => {
    for (const own of ['JanaNovakova1', 'novakova-jana-2026', 'jana.novakova@kuzk']) assert.equal(judged(own), 'password-personal', own)
    assert.equal(judged('Jana má ráda kobylky'), null)
  })
})
