const magics = ['MZ', '\x7fELF', '\xca\xfe\xba\xbe', '\xfe\xed\xfa\xce', '\xfe\xed\xfa\xcf', '\xce\xfa\xed\xfe', '\xcf\xfa\xed\xfe', '#!', 'L\0\0\0\x01\x14\x02\0', '\0asm']

/** Names that some system runs when they are opened. */
const runs = /\.(exe|com|scr|pif|cpl|msi|msp|dll|sys|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|wsf|wsh|wsc|hta|lnk|url|reg|jar|sh|apk|app|chm|iso|img|vhdx?|one|scf|inf|gadget)$/i

/** Whether it is, or pretends not to be, a program: by the mark at its start, or by a name that a system would run. */
export function isProgram(name: string, bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16)).toString('latin1')
  return runs.test(name.trim()) || magics.some((magic) => start.startsWith(magic))
}
