export { finishSignIn as GET } from '../../../session/finish-sign-in.ts'
