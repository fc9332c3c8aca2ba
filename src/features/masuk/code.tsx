// Between kata kunci and session: the code of the authenticator. What was proved so far travels sealed, bound to this browser, for a short time.
import type { FastifyReply } from 'fastify'
import type { Ctx } from '../../context.ts'
import { waitingTime } from '../../problems.ts'
import { findUnsealedJson, sealJson } from '../../security/seal.ts'
import { Page } from '../../web/layout.tsx'
import { sendPage } from '../../web/request.ts'
import { Actions, Button } from '../../web/ui/button.tsx'
import { TextField } from '../../web/ui/field.tsx'
import { Details } from '../../web/ui/message.tsx'
import { Token, type Visitor } from '../../web/visitor.tsx'
import type { LoginAccount } from './store.ts'

/** A login that waits for its code. */
export type Pending = { nomor_register: string; versi: number; known: boolean; keep: boolean; shared: boolean; ke?: string; sampai: number }

const MINUTES = 10
const place = (visitor: Visitor): string => `masuk kode/${visitor.id}`

/** The page that asks for the code. */
export function askCode(
  ctx: Ctx,
  reply: FastifyReply,
  visitor: Visitor,
  o: Omit<Pending, 'sampai' | 'nomor_register' | 'versi'> & { account: LoginAccount },
): FastifyReply {
  const { account, known, keep, shared, ke } = o
  const pending: Pending = { nomor_register: account.nomor_register, versi: account.versi, known, keep, shared, ke, sampai: Date.now() + MINUTES * 60_000 }
  return sendPage(reply, <CodePage visitor={visitor} pending={sealJson(ctx.keys, place(visitor), pending, 'cookie')} />)
}

export function readPending(ctx: Ctx, visitor: Visitor, sealed: string | undefined): Pending | undefined {
  const found = sealed ? findUnsealedJson<Pending>(ctx.keys, place(visitor), sealed, 'cookie') : undefined
  return found && found.sampai > Date.now() ? found : undefined
}

export function CodePage({ visitor, pending, wait = 0, failed }: { visitor: Visitor; pending: string; wait?: number; failed?: boolean }) {
  const text =
    wait > 0
      ? `Terlalu banyak percobaan. Coba lagi dalam ${waitingTime(wait)}.`
      : 'Kode tidak cocok. Setiap kode hanya berlaku sekali: tunggu kode berikutnya, lalu coba lagi.'
  return (
    <Page
      title="Kode autentikator"
      narrow
      errors={failed ? [{ field: 'kode', text }] : []}
      lead="Kata kunci benar. Satu langkah lagi: kode dari aplikasi autentikator Anda."
    >
      <form method="post" action="/masuk/kode" class="kartu pad" data-rahasia="1">
        <Token of={visitor} />
        <input type="hidden" name="menunggu" value={pending} />
        <TextField
          name="kode"
          label="Kode"
          hint="6 angka dari aplikasi, atau salah satu kode cadangan yang Anda cetak."
          error={failed ? text : undefined}
          width="s"
          attrs={{ autocomplete: 'one-time-code', autocapitalize: 'characters', spellcheck: false }}
        />
        <Actions>
          <Button>Masuk</Button>
        </Actions>
      </form>
      <Details summary="Kode selalu tidak cocok?" open={failed}>
        <p>Biasanya jam ponsel tidak tepat. Pilih waktu otomatis dari jaringan, lalu ketik kode yang baru muncul.</p>
        <p>
          Ponsel hilang? Gunakan kode cadangan. Bila itu juga hilang, datang ke Biro Kepegawaian atau BKD Anda dengan KTP dan Kartu Pegawai: dua petugas
          memeriksanya, dan sehari kemudian autentikator dimatikan.
        </p>
      </Details>
      <p class="meta">
        <a href="/masuk">Kembali ke Menu Login</a>
      </p>
    </Page>
  )
}
