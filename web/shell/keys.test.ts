import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { shortcutOf, stepTo, type Place } from './keys.ts'

const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false, isComposing: false, ...more })

describe('a shortcut', () => {
  it('is never meant by somebody who is writing, whatever they press', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), (key) => {
      assert.equal(shortcutOf(press(key), 'field', true), null)
    }))
  })

  it('sends a form from within a field by Ctrl+Enter, on a Mac by Command', () => {
    for (const modifier of [{ ctrlKey: true }, { metaKey: true }]) {
      for (const place of ['field', 'control', 'page'] as const) assert.equal(shortcutOf(press('Enter', modifier), place, false), 'Ctrl+Enter')
    }
  })

  it('opens the palette by Ctrl+K from anywhere, on a Mac by Command', () => {
    for (const modifier of [{ ctrlKey: true }, { metaKey: true }]) {
      for (const place of ['field', 'control', 'page'] as const) assert.equal(shortcutOf(press('k', modifier), place, false), 'Ctrl+K')
    }
  })

  it('leaves the shortcuts of the browser and of the system alone', () => {
    assert.equal(shortcutOf(press('j', { ctrlKey: true }), 'page', true), null)
    assert.equal(shortcutOf(press('p', { metaKey: true }), 'page', true), null)
    assert.equal(shortcutOf(press('ArrowDown', { altKey: true }), 'page', true), null)
  })

  it('by a single letter can be turned off; arrows still work', () => {
    assert.equal(shortcutOf(press('j'), 'page', true), 'j')
    assert.equal(shortcutOf(press('J'), 'control', true), 'j')
    assert.equal(shortcutOf(press('j'), 'page', false), null)
    assert.equal(shortcutOf(press('ArrowDown'), 'page', false), 'ArrowDown')
  })

  it('leaves Enter to the link or button that has focus', () => {
    assert.equal(shortcutOf(press('Enter'), 'control', true), null)
    assert.equal(shortcutOf(press('Enter'), 'page', true), 'Enter')
  })

  it('is not what an input method or another handler has already taken', () => {
    for (const place of ['control', 'page'] as Place[]) {
      assert.equal(shortcutOf(press('Enter', { isComposing: true, ctrlKey: true }), place, true), null)
      assert.equal(shortcutOf(press('j', { defaultPrevented: true }), place, true), null)
    }
  })
})

describe('moving in a list', () => {
  it('enters it at the near end and never leaves it', () => {
    assert.equal(stepTo(-1, 1, 5), 0)
    assert.equal(stepTo(-1, -1, 5), 4)
    fc.assert(fc.property(fc.integer({ min: -1, max: 50 }), fc.constantFrom(1 as const, -1 as const), fc.integer({ min: 1, max: 50 }), (at, by, count) => {
      const to = stepTo(at, by, count)
      assert.ok(to >= 0 && to < count)
      if (at + by >= 0 && at >= 0 && at + by < count) assert.equal(to, at + by)
    }))
    assert.equal(stepTo(0, 1, 0), -1)
  })
})
