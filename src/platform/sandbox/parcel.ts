import { DefaultDeserializer, DefaultSerializer } from 'node:v8'

/*
 * A structured clone on its way to another process. Large bytes travel beside it as they are, so that a file of hundreds of megabytes is
 * not copied once more at either end: eight octets with the length of all, four with that of the clone, the clone, the bytes.
 */

const large = 65_536
const flags = { within: 0, bytes: 1, buffer: 2 } as const

class Packer extends DefaultSerializer {
  readonly beside: Uint8Array[] = []

  // Called by V8 for each view of bytes; the names are those of node:v8.
  _writeHostObject(view: NodeJS.TypedArray): void {
    if (!(view instanceof Uint8Array) || view.length < large) {
      this.writeUint32(flags.within)
      base.write.call(this, view)
      return
    }
    this.writeUint32(Buffer.isBuffer(view) ? flags.buffer : flags.bytes)
    this.writeDouble(view.length)
    this.beside.push(view)
  }
}

class Unpacker extends DefaultDeserializer {
  readonly #beside: Uint8Array
  #at = 0

  constructor(clone: Uint8Array, beside: Uint8Array) {
    super(clone)
    this.#beside = beside
  }

  _readHostObject(): unknown {
    const flag = this.readUint32()
    if (flag === flags.within) return base.read.call(this)
    const length = this.readDouble()
    const bytes = this.#beside.subarray(this.#at, this.#at += length)
    return flag === flags.buffer ? Buffer.from(bytes.buffer, bytes.byteOffset, length) : new Uint8Array(bytes.buffer, bytes.byteOffset, length)
  }
}

/** What node:v8 itself does with bytes. */
const base = {
  write: (DefaultSerializer.prototype as unknown as { _writeHostObject(this: DefaultSerializer, view: NodeJS.TypedArray): void })._writeHostObject,
  read: (DefaultDeserializer.prototype as unknown as { _readHostObject(this: DefaultDeserializer): unknown })._readHostObject,
}

/** The pieces to be sent one after another. */
export function pack(value: unknown): readonly Uint8Array[] {
  const packer = new Packer()
  packer.writeHeader()
  packer.writeValue(value)
  const clone = packer.releaseBuffer()
  const head = Buffer.alloc(headLength)
  head.writeDoubleBE(headLength + clone.length + packer.beside.reduce((sum, { length }) => sum + length, 0))
  head.writeUInt32BE(clone.length, 8)
  return [head, clone, ...packer.beside]
}

const headLength = 12

/** Gathers the pieces into one room made for all of them; `undefined` when nothing came. */
export async function gather(chunks: AsyncIterable<Buffer>): Promise<Buffer | undefined> {
  let whole = Buffer.alloc(0)
  let length = 0
  for await (const chunk of chunks) {
    if (length + chunk.length > whole.length) {
      const known = Buffer.concat([whole.subarray(0, length), chunk])
      whole = Buffer.allocUnsafeSlow(known.length < headLength ? headLength : Math.max(known.length, known.readDoubleBE()))
      known.copy(whole)
    } else chunk.copy(whole, length)
    length += chunk.length
  }
  return length === 0 ? undefined : whole
}

export function unpack(whole: Buffer): unknown {
  const end = headLength + whole.readUInt32BE(8)
  const unpacker = new Unpacker(whole.subarray(headLength, end), whole.subarray(end))
  unpacker.readHeader()
  return unpacker.readValue()
}
