/** Where a program of Linux says what processors it is for, and how. */
const place = 18
const machines: Readonly<Record<string, number>> = { amd64: 0x3e, arm64: 0xb7 }

/** A program as it would be for other processors than `architecture`, so far that the kernel refuses to start it. */
export function foreignProgram(program: Buffer, architecture: 'amd64' | 'arm64'): Buffer {
  if (program.readUInt16LE(place) !== machines[architecture]) throw new Error(`this is no program for ${architecture}`)
  const foreign = Buffer.from(program)
  foreign.writeUInt16LE(machines[architecture === 'amd64' ? 'arm64' : 'amd64'] ?? 0, place)
  return foreign
}
