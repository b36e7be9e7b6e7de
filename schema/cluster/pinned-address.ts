/**
 * The pins in which the address of a cluster may end: `https://host:port/graphql#sha256//BASE64`, with `;` between
 * several. Each is the SHA-256 of a public key (SubjectPublicKeyInfo), as `curl --pinnedpubkey` takes it. With pins, who
 * holds one of these keys is trusted, and nobody else, whoever signed the certificate.
 */
const pin = /^sha256\/\/([A-Za-z0-9+/]{43}=)$/

/** The hashes of an address's fragment (without its `#`); none where it is empty, `null` where it is no list of pins. */
export function readPins(fragment: string): readonly string[] | null {
  if (fragment === '') return []
  const hashes = fragment.split(';').map((text) => pin.exec(text)?.[1])
  return hashes.every((hash) => hash !== undefined) ? hashes : null
}
