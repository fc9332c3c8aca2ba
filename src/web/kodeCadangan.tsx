// Printed codes, shown once: large enough to copy by hand, on paper without the rest of the page.
import { Card } from './ui/card.tsx'

export const PrintedCodes = ({ codes }: { codes: readonly string[] }) => (
  <Card title="Bila ponsel hilang, masuk dengan salah satu kode ini">
    <ol class="kode-cadangan">
      {codes.map((kode) => (
        <li>
          <b class="val kode">{kode}</b>
        </li>
      ))}
    </ol>
    <p class="meta">Setiap kode berlaku satu kali. Cetak atau catat, lalu simpan di tempat lain dari ponsel.</p>
  </Card>
)
