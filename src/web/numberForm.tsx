// Cek Status asks for one number, of a registration or a ticket: the same page twice, with the same challenge.
import type { ComponentChildren } from 'preact'
import { ChallengeField, type Challenge } from './challenge.tsx'
import { Page } from './layout.tsx'
import { Actions, Button, ButtonLink, DefaultSubmit } from './ui/button.tsx'
import { TextField } from './ui/field.tsx'
import { Token, type Visitor } from './visitor.tsx'

export type NumberFormProps = {
  title: string
  action: string
  /** name of the input */
  name: string
  label: string
  hint: string
  value?: string
  fault?: string
  challenge?: Challenge
  visitor: Visitor
  /** the answer to the last question, above the form */
  children?: ComponentChildren
}

/** The page; a fault belongs to the picture code while there is one. */
export function NumberForm({ title, action, name, label, hint, value, fault, challenge, visitor, children }: NumberFormProps) {
  return (
    <Page title={title} narrow errors={fault ? [{ field: challenge ? 'captcha' : name, text: fault }] : []} back={{ href: '/cek-status', text: 'Cek Status' }}>
      {children}
      <form method="post" action={action} data-rahasia="1">
        <DefaultSubmit />
        <Token of={visitor} />
        <TextField
          name={name}
          label={label}
          hint={hint}
          value={value}
          error={challenge ? undefined : fault}
          attrs={{ class: 'in kode', autocomplete: 'off', autocapitalize: 'characters', spellcheck: false }}
        />
        {challenge && <ChallengeField of={challenge} />}
        <Actions>
          <Button>Cari</Button>
          <ButtonLink href="/masuk" kind="secondary">
            Kembali ke Menu Login
          </ButtonLink>
        </Actions>
      </form>
    </Page>
  )
}
