/** Whether this program lives. What it waits for, the gateway and its database, is said by what needs them. */
export function GET(): Response {
  return Response.json({ phase: 'started' })
}
