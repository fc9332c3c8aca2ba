// /_komponen: every component in every state, for eyes, axe and screenshots. Not in production.
import type { FastifyInstance } from 'fastify'
import { renderPage } from '../../web/layout.tsx'
import { galleryPage } from './gallery.tsx'

export function komponen(app: FastifyInstance): void {
  app.get('/_komponen', (_request, reply) => reply.type('text/html; charset=utf-8').send(renderPage(galleryPage())))
}
