// Stands between driver and PostgreSQL and breaks the connection at a chosen moment.
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net'

/** Cuts the client off when it sends `word`: the server still receives it, the answer is lost. */
export async function cutAt(url: string, word: string): Promise<{ url: string; close: () => void }> {
  const target = new URL(url)
  const folder = target.searchParams.get('host')
  const reach = (): Socket =>
    folder ? createConnection(`${folder}/.s.PGSQL.${target.port || 5432}`) : createConnection(Number(target.port || 5432), target.hostname)
  const server = createServer((client) => {
    const upstream = reach()
    client.on('error', () => {}).on('close', () => upstream.end())
    upstream
      .on('error', () => {})
      .on('data', (part) => client.write(part))
      .on('close', () => client.destroy())
    client.on('data', (part) => {
      upstream.write(part)
      if (part.includes(word)) client.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = new URL(url)
  cut.searchParams.delete('host')
  cut.hostname = '127.0.0.1'
  cut.port = String((server.address() as AddressInfo).port)
  return { url: cut.href, close: () => server.close() }
}
