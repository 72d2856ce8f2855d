import { dayOf } from '../../kernel/day.ts'
import type { Copy, CopyItem, CopySection } from './model-copy.ts'
import type { Fact } from './model.ts'
import { holdSentence, labels, values } from './texts-record.ts'

/** The copy as a page that can be read anywhere without us: Czech, no scripts, nothing from elsewhere. */
export function pageOfCopy({ office, madeAt, sections }: Copy): string {
  return `<!doctype html>
<html lang="cs"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Výpis osobních údajů</title>
<style>${style}</style></head><body><main>
<h1>Výpis osobních údajů</h1>
<p>${say(office)} · ${czechDay(madeAt)}</p>
<p>Zde je vše, co o vás úřad vede, po jednotlivých evidencích: proč, podle čeho a jak dlouho. Totéž pro počítač je v souboru <a href="udaje.json">udaje.json</a>.
Máte právo žádat opravu, výmaz nebo omezení zpracování a podat stížnost u Úřadu pro ochranu osobních údajů (uoou.gov.cz).</p>
${sections.length === 0 ? '<p>Úřad o vás nevede žádné osobní údaje.</p>' : `<nav aria-label="Obsah"><ol>${sections.map(({ key, heading, items }) => `<li><a href="#${key}">${say(heading)}</a> (${items.length})</li>`).join('')}</ol></nav>`}
${sections.map(sectionOf).join('\n')}
</main></body></html>
`
}

const sectionOf = ({ key, heading, purpose, basis, retention, items }: CopySection) => `<section id="${key}"><h2>${say(heading)}</h2>
<dl class="why"><dt>Proč</dt><dd>${say(purpose)}</dd><dt>Podle čeho</dt><dd>${say(basis)}</dd><dt>Jak dlouho</dt><dd>${say(retention)}</dd></dl>
${items.map(itemOf).join('\n')}</section>`

const itemOf = ({ title, facts, hold, files }: CopyItem) => `<article><h3>${say(title)}</h3><dl>${Object.entries(facts).filter(([, fact]) => isTold(fact))
  .map(([name, fact]) => `<dt>${say(labels[name] ?? name)}</dt><dd>${sayFact(fact)}</dd>`).join('')}</dl>
${files.length === 0 ? '' : `<p>Co jste nám poslali:</p><ul>${files.map(({ path, name, size }) => `<li><a href="${path.split('/').map(encodeURIComponent).join('/')}">${say(name)}</a> (${size} B)</li>`).join('')}</ul>`}
<p class="hold">${hold ? say(holdSentence(hold)) : 'Nic už nám neukládá údaj uchovávat.'}</p></article>`

const isTold = (fact: Fact) => fact !== null && fact !== '' && !(Array.isArray(fact) && fact.length === 0)

function sayFact(fact: Fact): string {
  if (Array.isArray(fact)) return `<ul>${fact.map((each: string) => `<li>${say(each)}</li>`).join('')}</ul>`
  const text = String(fact)
  return say(/^\d{4}-\d\d-\d\dT/.test(text) ? czechTime.format(new Date(text)) : values[text] ?? text)
}

const czechTime = new Intl.DateTimeFormat('cs-CZ', { timeZone: 'Europe/Prague', dateStyle: 'long', timeStyle: 'short' })
const czechDay = (instant: string) => { const [year, month, day] = dayOf(new Date(instant)).split('-').map(Number); return `${day}. ${month}. ${year}` }

const say = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

const style = 'body{font:1rem/1.5 system-ui,sans-serif;color:#262626;background:#fff;margin:0}main{max-width:52rem;margin:0 auto;padding:1.5rem}h1,h2,h3{line-height:1.25}'
  + 'h2{margin-top:2.5rem;border-bottom:1px solid #bbb}article{margin:1rem 0;padding:.5rem 1rem;border:1px solid #ccc;border-radius:4px}dl{display:grid;grid-template-columns:minmax(8rem,12rem) 1fr;gap:.25rem 1rem;margin:0}'
  + 'dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}dd ul{margin:0;padding-left:1.2rem}a{color:#2362a2}.hold{color:#444;margin:.5rem 0 0}@media(max-width:30rem){dl{grid-template-columns:1fr}}'
