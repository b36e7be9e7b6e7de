const { PORT: port, TLS_CERTIFICATE_FILE: certificate } = process.env

/** Where the program of this container answers. */
export const address = `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}/health/live`
