// /batal-tindakan: the owner says no to what two officers agreed on, from the letter without a login, or from the notice in the page, and only by POST.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { problem } from '../../problems.ts'
import { cancelByOwner, cancelToken, isAbout, readCancelToken } from '../../tiket/tindakan/jalan.ts'
import { Page } from '../../web/layout.tsx'
import { isUuid } from '../../web/key.tsx'
import { param, seeOther, sendPage } from '../../web/request.ts'
import { pnsOf } from '../../web/session.ts'
import { Actions, Button } from '../../web/ui/button.tsx'
import { postedBy, Token, visitorOf, type Visitor } from '../../web/visitor.tsx'

export function tindakan(app: FastifyInstance, ctx: Ctx): void {
  // From the notice in the page: people registered at the counter have no letter.
  app.get('/tindakan/:id', async (req, reply) => {
    const { nip } = await pnsOf(ctx, req)
    const id = param(req, 'id')
    if (!isUuid(id) || !(await isAbout(ctx.db, id, nip))) throw problem('not_found')
    return seeOther(reply, `/batal-tindakan/${cancelToken(ctx.keys, id)}`)
  })
  app.get('/batal-tindakan/:surat', async (req, reply) => {
    idIn(ctx, req)
    return sendPage(reply, <AskPage visitor={visitorOf(ctx, req, reply)} action={req.url} />)
  })
  app.post('/batal-tindakan/:surat', async (req, reply) => {
    postedBy(ctx, req)
    return sendPage(reply, <DonePage done={await cancelByOwner(ctx, idIn(ctx, req))} />)
  })
}

/** Error: link_dead. */
function idIn(ctx: Ctx, req: FastifyRequest): string {
  const id = readCancelToken(ctx.keys, param(req, 'surat'))
  if (!id) throw problem('link_dead')
  return id
}

const AskPage = ({ visitor, action }: { visitor: Visitor; action: string }) => (
  <Page title="Batalkan tindakan petugas?" narrow lead="Data resmi Anda tetap seperti sekarang. Petugas diberi tahu, dan laporannya tetap terbuka.">
    <form method="post" action={action} class="kartu pad">
      <Token of={visitor} />
      <Actions>
        <Button kind="danger">Batalkan tindakan</Button>
      </Actions>
    </form>
  </Page>
)

const DonePage = ({ done }: { done: boolean }) => (
  <Page
    title={done ? 'Tindakan dibatalkan' : 'Tidak ada yang dibatalkan'}
    narrow
    lead={
      done
        ? 'Data resmi Anda tidak berubah. Bila bukan Anda yang melapor, hubungi Biro Kepegawaian atau BKD Anda.'
        : 'Tindakan ini sudah berlaku atau sudah dibatalkan. Bila keliru, laporkan lewat Bantuan; petugas dapat mengurungkannya.'
    }
  >
    <p>
      <a href="/bantuan">Bantuan</a> · <a href="/masuk">Kembali ke Menu Login</a>
    </p>
  </Page>
)
