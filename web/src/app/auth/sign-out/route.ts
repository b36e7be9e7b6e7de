export { endSession as POST } from '../../../session/end-session.ts'
