// Pemberitahuan: everything that happened with the person's registration, form and account, newest first.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { listKabar, markRead, type Kabar } from '../../akun/kabar.ts'
import { userOf } from '../../akun/pengguna.ts'
import type { Ctx } from '../../context.ts'
import { showTime } from '../../form/dates.ts'
import { isUuid } from '../../web/key.tsx'
import { Page, type PageUser } from '../../web/layout.tsx'
import { readBody, readQuery, seeOther, sendPage } from '../../web/request.ts'
import { pnsOf } from '../../web/session.ts'
import { PostLink } from '../../web/ui/button.tsx'
import { Card, CardFoot } from '../../web/ui/card.tsx'
import { Tag } from '../../web/ui/tag.tsx'
import { wordsOf } from './words.ts'

const PAGE = 30

export function pemberitahuan(app: FastifyInstance, ctx: Ctx): void {
  app.get('/pemberitahuan', (req, reply) => show(ctx, req, reply))
  app.post('/pemberitahuan', async (req, reply) => {
    const me = await pnsOf(ctx, req)
    const { id } = readBody(req)
    await markRead(ctx.db, me.nip, id && isUuid(id) ? id : undefined)
    return seeOther(reply, '/pemberitahuan')
  })
}

async function show(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  const { sebelum } = readQuery(req)
  const rows = await listKabar(ctx.db, me.nip, PAGE + 1, sebelum && isUuid(sebelum) ? sebelum : undefined)
  return sendPage(reply, <NoticesPage user={user} rows={rows.slice(0, PAGE)} more={rows.length > PAGE} />)
}

function NoticesPage({ user, rows, more }: { user: PageUser; rows: readonly Kabar[]; more: boolean }) {
  return (
    <Page
      title="Pemberitahuan"
      user={user}
      back={{ href: '/formulir', text: 'Beranda formulir' }}
      lead={user.kabar ? `${user.kabar} belum dibaca.` : rows.length > 0 && 'Semua sudah dibaca.'}
    >
      {rows.length === 0 ? (
        <Card>
          <p class="meta">Belum ada pemberitahuan.</p>
        </Card>
      ) : (
        <Card rows>
          <ul class="kabar-daftar">
            {rows.map((k) => (
              <Line k={k} />
            ))}
          </ul>
          {user.kabar ? (
            <CardFoot>
              <PostLink action="/pemberitahuan" kind="secondary">
                Tandai semua sudah dibaca
              </PostLink>
            </CardFoot>
          ) : null}
        </Card>
      )}
      {more && (
        <p>
          <a href={`/pemberitahuan?sebelum=${rows.at(-1)!.id}`}>Yang lebih lama</a>
        </p>
      )}
      <p class="meta">
        Surat tentang kemajuan formulir dapat dimatikan di <a href="/akun">Akun saya</a>.
      </p>
    </Page>
  )
}

function Line({ k }: { k: Kabar }) {
  const { judul, isi, href } = wordsOf(k.jenis, k.data)
  return (
    <li class={k.dibaca ? undefined : 'baru'}>
      {href ? <a href={href}>{judul}</a> : <b>{judul}</b>} {!k.dibaca && <Tag tone="blue">Baru</Tag>}
      {isi && <p>{isi}</p>}
      <div class="keterangan">
        <small class="meta">{showTime(k.tampil_pada)}</small>
        {!k.dibaca && (
          <PostLink action="/pemberitahuan" fields={{ id: k.id }} about={judul}>
            Sudah dibaca
          </PostLink>
        )}
      </div>
    </li>
  )
}
