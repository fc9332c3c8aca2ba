// The end of a form under review: approve the rest, one reason for several rows, keys, and the bar.
import { Bar, BarText } from '../../web/ui/bar.tsx'
import { Button } from '../../web/ui/button.tsx'
import { CheckboxField } from '../../web/ui/choice.tsx'
import { TextAreaField } from '../../web/ui/field.tsx'
import { Details } from '../../web/ui/message.tsx'
import { Unchanged } from '../../web/ui/queue.tsx'
import type { RecordView } from './recordPage.tsx'
import { CONFIRM } from './service.ts'

/** `mine` items are decided at this level, `left` of them not yet. */
export function Finish({ v, mine, left }: { v: RecordView; mine: number; left: number }) {
  const level = v.desk.row.status
  const sentBack = v.desk.same.some((i) => i.decisions.some((d) => d.level === level && d.putaran === v.desk.row.putaran))
  return (
    <>
      {mine === 0 && !sentBack && (
        <Unchanged>
          <CheckboxField name={CONFIRM} label="Saya sudah memeriksa formulir ini; tidak ada perubahan yang harus saya putuskan." error={v.faults[CONFIRM]} />
        </Unchanged>
      )}
      <Unchanged>
        {left > 1 && (
          <p>
            <Button kind="secondary" small name="semua" value="1">
              Setujui {left} butir yang belum diputuskan
            </Button>
          </p>
        )}
        {mine > 1 && (
          <Details summary="Alasan yang sama untuk beberapa baris" open={Boolean(v.raw.alasan_bersama)}>
            <TextAreaField
              name="alasan_bersama"
              label="Alasan bersama"
              hint="Dipakai untuk setiap baris yang Anda kembalikan tanpa alasan sendiri."
              rows={2}
              value={v.raw.alasan_bersama}
            />
          </Details>
        )}
        <div data-tombol>
          <Details summary="Tombol cepat (?)">
            <p class="meta">
              <kbd>J</kbd> baris berikutnya · <kbd>K</kbd> baris sebelumnya · <kbd>S</kbd> Setuju · <kbd>B</kbd> Kembalikan, lalu <kbd>1</kbd> sampai{' '}
              <kbd>9</kbd> alasan siap pakai · <kbd>?</kbd> daftar ini
            </p>
          </Details>
        </div>
      </Unchanged>
      <Bar>
        <BarText live>
          <b data-putusan>
            {mine - left} dari {mine}
          </b>{' '}
          diputuskan
          <span data-catatan />
        </BarText>
        <Button kind="secondary" name="lalu" value="berikutnya">
          Berkas berikutnya
        </Button>
        <Button attrs={{ formaction: `/verifikasi/${v.desk.head.id}/kirim` } as object}>Kirim keputusan</Button>
      </Bar>
    </>
  )
}
