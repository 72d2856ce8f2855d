import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { WrongUsage, type Outcome } from './outcome.ts'

/** Code is compiled once, not at each start. Beside the program, where nobody writes who may not write the program; without leave it is as before. */
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/compiled', import.meta.url)))

const usage = `obeh: commands of the office

  obeh log verify [--json]                 verifies the whole log and every stored file
  obeh log prove INDEX|NUMBER [--out FILE] writes an offline proof that an entry stands in the log
  obeh log prove --check FILE [--key FILE] checks a proof; with --key no installation is needed
  obeh log checkpoint [--json]             prints the newest signed checkpoint
  obeh log key [--json]                    prints the key of the log, for those who run a witness for it
  obeh witness --name NAME --logs FILE [--host H] [--port N]
                                           cosigns the logs of others, whose keys stand in FILE, until it is stopped
  obeh backup DIR [--keep N] [--recheck] [--passphrase-env NAME] [--json]
                                           copies everything of one moment into DIR, while the office is at work
  obeh restore DIR [--generation NAME] [--passphrase-env NAME] [--accept-damage] [--json]
                                           verifies a backup, restores it into an empty place and verifies the office
  obeh drill [DIR] [--generation NAME] [--scratch DIR] [--passphrase-env NAME] [--json]
                                           restores a backup, or a fresh one, into a scratch place: does it come back, and how fast
  obeh intake FILE|FOLDER... [--unit CODE] [--dry-run] [--json]
                                           registers mails and PDF files, or only says what it would make of them
  obeh office found FILE.json              founds the first office and prints everybody's first password
  obeh office readmit EMAIL [--json]       prints a link by which somebody who lost password and keys comes back in
  obeh plan import FILE [--separator C] [--dry-run] [--json]
                                           takes over a file plan (CSV or JSON) whole, or says every line that is wrong
  obeh files sweep --dry-run|--delete [--grace-hours N] [--json]
                                           finds, or removes, stored contents that nothing in the database mentions
  obeh files move --to PLACE|--from PLACE [--json]
                                           copies all contents between the configured place and another (s3://…, dir:/…)
  obeh demo scale --documents N [--seed N] [--json]
                                           gives the demo office three years of documents, never in production
  obeh search reindex [--texts failed|all] makes the index of the search anew; with --texts reads contents again
  obeh jobs [--json]                       lists the work behind the counter that was given up, and why
  obeh jobs retry [NUMBER...] [--json]     has it tried again, all of it or that of these numbers
  obeh privacy register [--out FILE]       lists the erasures of personal data, to be kept beside every backup
  obeh privacy reapply FILE [--json]       erases again what a restored backup brought back
  obeh verify FILE... [--trust PEM...] [--at TIME] [--content FILE] [--language cs|en] [--json]
                                           validates the signatures of PDF, ASiC and CAdES files; no database, no network
  obeh sign --p12 FILE --password-env NAME --out DIR [--tsa URL...] [--level B-B|B-T] [--reason TEXT] [--location TEXT]
            [--name TEXT] [--field NAME] [--certify first|none|P1|P2|P3] [--final] [--visible] [--tsa-per-minute N] [--json] FILE...
                                           signs PDF files (PAdES) and others (ASiC-E) into a folder; one outcome
                                           each, nothing is overwritten
  obeh trust import FILE.xml... [--signer PEM...] [--json]
                                           verifies trusted lists of the Union and its states and keeps them; the first
                                           list of lists needs the certificates of who may sign it
  obeh trust list [--json]                 lists the trusted lists that are kept
  obeh pki issue NAME --out FILE.p12 --password-env NAME [--seal ICO] [--json]
                                           gives a key with a certificate for trying out, by the authority of the demo office;
                                           with --seal one of a body. It is worth nothing elsewhere, never in production
  obeh pki revoke FILE [--json]            revokes the certificate in FILE (PEM or DER)
  obeh pki root [--out FILE] [--json]      gives the root of that authority, for "obeh verify --trust"
  obeh pki serve [--port N] [--json]       answers for it on this machine until it is stopped: time stamps, OCSP, lists
  obeh bench [NAME...]                     runs the benchmarks; they print ratios

Exit code: 0 done, 1 refused or failed verdict, 2 wrong usage.
`

/** Loaded when called: a command that needs no office should not wait for the code of one. */
const commands: Readonly<Record<string, (args: string[]) => Promise<Outcome>>> = {
  log: async (args) => (await import('./log.ts')).logCommand(args),
  intake: async (args) => (await import('./intake.ts')).intakeCommand(args),
  bench: async (args) => (await import('./bench.ts')).benchCommand(args),
  demo: async (args) => (await import('./demo.ts')).demoCommand(args),
  office: async (args) => (await import('./office.ts')).officeCommand(args),
  plan: async (args) => (await import('./plan.ts')).planCommand(args),
  files: async (args) => (await import('./files.ts')).filesCommand(args),
  search: async (args) => (await import('./search.ts')).searchCommand(args),
  witness: async (args) => (await import('./witness.ts')).witnessCommand(args),
  privacy: async (args) => (await import('./privacy.ts')).privacyCommand(args),
  jobs: async (args) => (await import('./jobs.ts')).jobsCommand(args),
  verify: async (args) => (await import('./verify.ts')).verifyCommand(args),
  sign: async (args) => (await import('./sign.ts')).signCommand(args),
  trust: async (args) => (await import('./trust.ts')).trustCommand(args),
  pki: async (args) => (await import('./pki.ts')).pkiCommand(args),
  backup: async (args) => (await import('./backup.ts')).backupCommand(args),
  restore: async (args) => (await import('./backup.ts')).restoreCommand(args),
  drill: async (args) => (await import('./backup.ts')).drillCommand(args),
}

async function main([name = '', ...args]: string[]): Promise<number> {
  if (name === '' || name === 'help' || name === '--help') {
    process.stdout.write(usage)
    return name === '' ? 2 : 0
  }
  const command = commands[name]
  if (!command) throw new WrongUsage(`There is no command "${name}".`)
  const { ok, json, lines } = await command(args)
  process.stdout.write(args.includes('--json') ? `${JSON.stringify(json)}\n` : lines.map((line) => `${line}\n`).join(''))
  return ok ? 0 : 1
}

await main(process.argv.slice(2)).then(
  (code) => { process.exitCode = code },
  (error: unknown) => {
    const isUsage = error instanceof WrongUsage || (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    process.stderr.write(isUsage ? `obeh: ${error.message}\n\n${usage}` : `obeh: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = isUsage ? 2 : 1
  },
)
