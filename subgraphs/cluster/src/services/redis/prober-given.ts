/** The outputs that the prober reads from the component's variables. */
export const proberOutputs = ['host', 'port', 'user', 'password'] as const
