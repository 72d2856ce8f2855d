export { pictureAsPng, type PictureRefusal } from './picture.ts'
export { pngOf } from './png.ts'
