// What the owner sees of values that stand in no list: waiting for Helpdesk, or refused with the reason.
import { allItems, type Form, type Item } from '../../form/form.ts'
import { refusalOf } from '../../form/waiting.ts'
import { showTiket } from '../../tiket/track.ts'
import { Notice } from '../../web/ui/message.tsx'
import { Tag } from '../../web/ui/tag.tsx'
import { address } from './parts.tsx'

/** Beside an item; nothing where nothing waits. */
export function WaitingMark({ i }: { i: Item }) {
  const refused = refusalOf(i)
  if (refused) return <small class="errmsg">{refused}</small>
  if (!i.waiting && i.tickets.length === 0) return null
  return (
    <>
      <Tag>{i.waiting ? 'Menunggu referensi' : 'Dilaporkan ke Helpdesk'}</Tag>
      {i.tickets.map((nomor) => (
        <small class="tiket">
          Tiket <a href={`/bantuan/tiket/${nomor}`}>{showTiket(nomor)}</a> · <a href={`/cetak/tiket/${nomor}`}>Cetak Bukti Tiket</a>
        </small>
      ))}
    </>
  )
}

/** On the home page: how many wait, and what was refused. */
export function WaitingNotice({ form }: { form: Form }) {
  const items = allItems(form).filter((i) => i.waiting)
  const refused = items.filter(refusalOf)
  const waiting = items.length - refused.length
  if (items.length === 0) return null
  return (
    <Notice
      tone={refused.length ? 'warn' : 'info'}
      title={refused.length ? `${refused.length} isian tidak dapat ditambahkan ke daftar` : `${waiting} isian menunggu referensi`}
    >
      {refused.length > 0 && (
        <ul>
          {refused.map((i) => (
            <li>
              <a href={i.section.rows === 'one' ? `${address(i.section)}#${i.kunci}-baris` : address(i.section, i.kunci)}>
                {i.section.title}: {i.label}
              </a>
            </li>
          ))}
        </ul>
      )}
      {waiting > 0 && (
        <p>
          {refused.length > 0 && `${waiting} isian lain menunggu referensi. `}Helpdesk sedang melengkapinya. Anda tidak perlu menunggu: isian lain dan
          pengiriman dapat dilanjutkan.
        </p>
      )}
    </Notice>
  )
}
