import { newFrame, type RawFrame, type TagShape } from './id3-tag.ts';

/** The frames of a tag while they are changed. What is not touched stays the same object in its place. */
export class FrameList {
  readonly shape: TagShape;
  frames: RawFrame[];

  constructor(shape: TagShape, frames: readonly RawFrame[]) {
    this.shape = shape;
    this.frames = [...frames];
  }

  remove(isMeant: (frame: RawFrame) => boolean): void {
    this.frames = this.frames.filter((frame) => !isMeant(frame));
  }

  append(id: string, content: Buffer): void {
    this.frames.push(newFrame(this.shape, id, content));
  }

  /** One frame in the place of all that are meant, made from the first of them; behind all others without any. */
  put(isMeant: (frame: RawFrame) => boolean, id: string, make: (old: RawFrame | null) => Buffer): void {
    const old = this.frames.find(isMeant) ?? null;
    this.exchange(isMeant, [{ id: old?.id ?? id, content: make(old) }]);
  }

  /** New content for the frames that `make` has one for, each in its place. */
  replaceEach(make: (frame: RawFrame) => Buffer | null): void {
    this.frames = this.frames.map((frame) => {
      const content = make(frame);
      return content ? newFrame(this.shape, frame.id, content) : frame;
    });
  }

  /** Several frames in the place of the first that is meant; without one, before the first that `isNext`, or at the end. */
  exchange(
    isMeant: (frame: RawFrame) => boolean,
    contents: readonly { id: string; content: Buffer }[],
    isNext: (frame: RawFrame) => boolean = () => false,
  ): void {
    const isOld = new Set(this.frames.filter(isMeant));
    const first = this.frames.findIndex(isOld.size > 0 ? isMeant : isNext);
    const at = first === -1 ? this.frames.length : first;
    const made = contents.map(({ id, content }) => newFrame(this.shape, id, content));
    this.frames = [...this.frames.slice(0, at), ...made, ...this.frames.slice(at).filter((frame) => !isOld.has(frame))];
  }
}
