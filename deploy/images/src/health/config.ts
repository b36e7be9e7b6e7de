/** The port that the program of this container listens on. */
export const port = Number(process.env['PORT'])
