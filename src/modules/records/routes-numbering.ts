import { z } from 'zod'
import { actorOf, commandKey, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import type { Texts } from '../../platform/i18n/index.ts'
import type { DeedDeps, KeyRefusal } from '../audit/index.ts'
import { access } from './access.ts'
import { registers } from './model-numbering.ts'
import { setTemplate, tryTemplate, viewNumbering, type NumberingRefusal } from './service-numbering.ts'

const Params = z.object({ register: z.enum(registers) })
const Template = z.object({ template: text({ max: 100, min: 1 }) })

const cs = {
  'part-unknown': 'Ve složených závorkách smí být jen {abbr}, {unit}, {year} a {serial}, případně s počtem míst: {serial:6}.',
  'serial-once': 'Formát musí právě jednou obsahovat pořadové číslo {serial}.',
  'year-once': 'Formát musí právě jednou obsahovat rok {year}: číselná řada začíná každý rok od jedné.',
  'unit-beside-serial': 'Mezi kódem útvaru a pořadovým číslem musí být oddělovač, jinak by dvě různá čísla mohla vypadat stejně.',
  'too-long': 'Číslo by mohlo mít víc než 50 znaků. Zkraťte formát.',
  characters: 'Formát smí mít jen písmena, číslice, mezery a znaky . / - _, bez mezer na krajích a dvou mezer za sebou.',
  'unit-in-jid': 'Jednoznačný identifikátor se nemění s útvarem, kód útvaru do něj nepatří.',
  'would-repeat': 'Podle tohoto formátu by časem vzniklo číslo, které už úřad přidělil. Změňte ho třeba o písmeno.',
  'key-reused': 'Tento požadavek už byl použit k něčemu jinému. Načtěte stránku znovu.',
} satisfies Record<NumberingRefusal | KeyRefusal, string>

const en: typeof cs = {
  'part-unknown': 'In braces there may be only {abbr}, {unit}, {year} and {serial}, optionally with a width: {serial:6}.',
  'serial-once': 'The format must have the serial number {serial} exactly once.',
  'year-once': 'The format must have {year} exactly once: the series begins at one every year.',
  'unit-beside-serial': 'There must be a separator between the unit and the serial, or two numbers could look the same.',
  'too-long': 'A number could have more than 50 characters. Shorten the format.',
  characters: 'A format may have only letters, digits, spaces and . / - _, no spaces at its ends and no two in a row.',
  'unit-in-jid': 'A unique identifier does not change with the unit; leave the unit out.',
  'would-repeat': 'By this format a number the office has already given would come again. Change it, by a letter for instance.',
  'key-reused': 'This request was already used for something else. Load the page again.',
}
const texts: Texts<typeof cs> = { cs, en }

const refusals: Refusals<NumberingRefusal | KeyRefusal> = {
  status: {
    'part-unknown': 422, 'serial-once': 422, 'year-once': 422, 'unit-beside-serial': 422, 'too-long': 422, characters: 422, 'unit-in-jid': 422, 'would-repeat': 409, 'key-reused': 409,
  },
  texts,
}

/** How the office numbers: formats with a preview, set by administrators. */
export function numberingRoutes(app: Server, deps: DeedDeps) {
  app.get('/api/numbering', { config: { access: access.configure } }, async (request) => ({ series: await viewNumbering(deps, actorOf(request)) }))

  app.post('/api/numbering/:register/preview', { config: { access: access.configure }, schema: { params: Params, body: Template } }, async (request, reply) =>
    respond(reply, await tryTemplate(deps, actorOf(request), request.params.register, request.body.template), refusals, (examples) => ({ examples })))

  app.put('/api/numbering/:register', { config: { access: access.configure }, schema: { params: Params, body: Template } }, async (request, reply) =>
    respond(reply, await setTemplate(deps, actorOf(request), request.params.register, request.body.template, { key: commandKey(request) }), refusals, (examples) => ({ examples })))
}
