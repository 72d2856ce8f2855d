import { useState } from 'react'
import { Button, Checkbox, CheckboxGroup, DateField, DropZone, FileField, PickMany, PickOne, RadioGroup, SearchBox, SelectField, TextArea, TextField, Kbd } from '../kit/index.ts'

const departments = [
  { value: 'zp', label: 'Odbor životního prostředí a zemědělství' }, { value: 'dop', label: 'Odbor dopravy' }, { value: 'soc', label: 'Odbor sociálních věcí' },
]

export function Inputs() {
  return (
    <form className="form" onSubmit={(event) => event.preventDefault()}>
      <search><SearchBox shortcut={<Kbd>/</Kbd>} /></search>
      <TextField label="Věc" required defaultValue="Žádost o povolení kácení dřevin" />
      <TextField label="Číslo jednací odesílatele" hint="Jak je uvedeno na dokumentu." placeholder="např. MUCB/1234/2026" width="m" />
      <TextField label="E-mail odesílatele" type="email" required defaultValue="novak@" error="Adresa není úplná; chybí část za zavináčem." />
      <div className="form__row">
        <DateField label="Doručeno" required defaultValue="2026-11-23" />
        <SelectField label="Odbor" options={departments} empty="Vyberte…" />
      </div>
      <TextArea label="Poznámka pro vyřizujícího" rows={3} hint="Vidí ji jen úřad." />
      <div className="form__row">
        <TextField label="JID" readOnly defaultValue="KUVZ-000123456" />
        <TextField label="Nelze měnit" disabled defaultValue="listinná" />
      </div>
      <FileField label="Příloha" />
      <div className="form__actions"><Button look="primary" type="submit">Zaevidovat</Button><Button look="plain">Zrušit</Button></div>
    </form>
  )
}

export function Choices() {
  const [ways, setWays] = useState(['isds'])
  return (
    <>
      <RadioGroup label="Podpis" name="signature" required defaultValue="qualified" choices={[
        { value: 'none', label: 'Bez podpisu' },
        { value: 'qualified', label: 'Kvalifikovaný elektronický podpis', hint: 'Rozhodnutí a jiné právní jednání.' },
        { value: 'seal', label: 'Elektronická pečeť', disabled: true },
      ]} />
      <CheckboxGroup label="Jak odpovědět" name="ways" values={ways} onChange={setWays} inline error={ways.length === 0 ? 'Vyberte aspoň jeden způsob.' : undefined} choices={[
        { value: 'isds', label: 'Datovou schránkou' }, { value: 'mail', label: 'E-mailem' }, { value: 'post', label: 'Poštou' },
      ]} />
      <Checkbox label="Zveřejnit stav věci žadateli" hint="Uvidí ho po zadání čísla a kódu." defaultChecked />
      <Checkbox label="Některé z vybraných" some readOnly />
    </>
  )
}

const people = [
  { value: '1', label: 'Mgr. Jana Nováková', detail: 'Odbor životního prostředí a zemědělství' },
  { value: '2', label: 'Ing. Šimon Říha, Ph.D.', detail: 'Odbor dopravy' },
  { value: '3', label: 'Bc. Žaneta Čermáková', detail: 'Podatelna' },
  { value: '4', label: 'JUDr. Ondřej Dvořák', detail: 'Právní odbor' },
  { value: '5', label: 'Ing. Lucie Veselá', detail: 'Odbor informatiky' },
]

export function Picks() {
  const [several, setSeveral] = useState(['1', '4'])
  const [one, setOne] = useState<string | null>(null)
  return (
    <>
      <PickMany label="Připomínková místa" hint="Stačí pár písmen, bez háčků a čárek." options={people} values={several} onChange={setSeveral} />
      <PickOne label="Vyřizuje" required options={people} value={one} onChange={setOne} placeholder="Osoba nebo útvar" error={one ? undefined : 'Vyberte, kdo věc vyřídí.'} />
    </>
  )
}

export function Files() {
  const [files, setFiles] = useState([new File(['x'.repeat(48_213)], 'Žádost o kácení.pdf')])
  return <DropZone label="Přílohy" hint="PDF, e-mail nebo snímek; nejvýše 50 MB." files={files} onChange={setFiles} multiple />
}
