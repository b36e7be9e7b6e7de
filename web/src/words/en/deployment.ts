export const deployment = { title: 'Deployment' }
