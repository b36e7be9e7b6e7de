/**
 * How long a connection that nobody needs is kept for the next piece of work, which would wait for a TLS handshake
 * otherwise: less than the minute after which what stands between usually cuts it, perhaps under a call.
 */
export const idleMs = 30_000
