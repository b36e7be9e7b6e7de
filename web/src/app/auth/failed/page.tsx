import { SignInFailedPage } from '../../../session/sign-in-failed-page.tsx'

type Props = { readonly searchParams: Promise<{ readonly why?: string | readonly string[] }> }

export default async function Page({ searchParams }: Props) {
  const { why } = await searchParams
  return <SignInFailedPage why={typeof why === 'string' ? why : undefined} />
}
