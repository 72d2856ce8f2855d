import { existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflate } from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'

/**
 * A real, headless Chromium that came with `npm ci`: nothing is installed by hand and nothing is downloaded.
 * Unpacked once per user and version, about three seconds; the caller closes it.
 * `OBEH_CHROMIUM` names another executable, for machines the packaged one is not built for (it is x64 Linux only).
 */
export async function launchBrowser(): Promise<Browser> {
  const given = process.env.OBEH_CHROMIUM
  if (given) return chromium.launch({ executablePath: given, args })
  const home = await unpacked()
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args,
    env: {
      ...withoutProxies(),
      HOME: home,
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
      // The machine's own libraries win where it has them; the packaged ones serve a machine that has none.
      LD_LIBRARY_PATH: [...machineLibraries.filter((folder) => existsSync(join(folder, 'libnss3.so'))), join(home, 'al2023/lib')].join(':'),
    },
  })
}

const machineLibraries = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib']

/** Software drawing, one thread of it, and no sandbox: the pages are our own and root may not have one. */
const args = ['--no-zygote', '--disable-gpu', '--font-render-hinting=none', '--force-color-profile=srgb']

/** Pages under test live on this machine; a proxy of the environment would only answer for them wrongly. */
function withoutProxies(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env)
    .filter((entry): entry is [string, string] => entry[1] !== undefined && !/_proxy$/i.test(entry[0])))
}

/** The folder with the unpacked browser. Built beside and renamed, so that two runs starting at once cannot see half of it. */
async function unpacked(): Promise<string> {
  const parts = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '../bin')
  const { version } = JSON.parse(readFileSync(join(parts, '../package.json'), 'utf8')) as { version: string }
  const user = userInfo()
  const home = join(tmpdir(), `obeh-chromium-${version}-${user.uid}`)
  if (existsSync(home)) {
    if (lstatSync(home).uid !== user.uid) throw new Error(`${home} belongs to somebody else; remove it`)
    return home
  }
  const half = mkdtempSync(`${home}-`)
  await intoFolder(half, ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'].map((name) => join(parts, name)))
  writeFileSync(join(half, 'fonts.conf'), `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${home}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${home}/fonts-cache</cachedir></fontconfig>`)
  try {
    renameSync(half, home)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
  return home
}

/** The package unpacks into the temporary folder it reads on being called, so for that moment ours is the temporary one. */
async function intoFolder(folder: string, archives: readonly string[]): Promise<void> {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  const unpacking = archives.map((archive) => inflate(archive))
  if (before === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = before
  await Promise.all(unpacking)
}
