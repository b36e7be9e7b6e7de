export { endOtherSessions as POST } from '../../../session/end-others.ts'
