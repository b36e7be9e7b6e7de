export { beginSignIn as GET } from '../../../session/begin-sign-in.ts'
