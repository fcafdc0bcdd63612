package diagnose

import (
	"errors"
	"io"
	"io/fs"
	"syscall"
)

// reasons are the errors of an operating system that people meet, in words.
// The order matters where one is also another.
func reasons() []struct {
	err  error
	says string
} {
	return []struct {
		err  error
		says string
	}{
		{syscall.ENOTDIR, "a part of the path is a file, not a folder"},
		{syscall.EISDIR, "it is a folder"},
		{syscall.ENOSPC, "there is no space left on the disk"},
		{syscall.EDQUOT, "the disk quota is used up"},
		{syscall.EROFS, "the disk can only be read"},
		{syscall.ENAMETOOLONG, "the name is too long"},
		{syscall.ELOOP, "its links lead in a circle"},
		{syscall.EMFILE, "too many files are open"},
		{syscall.ENFILE, "too many files are open"},
		{syscall.ENOTEMPTY, "the folder is not empty"},
		{syscall.EXDEV, "it lies on another disk"},
		{syscall.EIO, "the disk does not answer as it should"},
		{syscall.EPIPE, "whoever read the output has gone"},
		{fs.ErrNotExist, "there is no such file or folder"},
		{fs.ErrPermission, "permission is denied"},
		{fs.ErrExist, "it is there already"},
		{fs.ErrClosed, "it is closed already"},
		{io.ErrUnexpectedEOF, "it ends too early"},
	}
}

// Reason says in words why the operating system refused something, without the
// path, which stands beside it. What it does not know it passes on as the
// system said it.
func Reason(err error) string {
	for _, r := range reasons() {
		if errors.Is(err, r.err) {
			return r.says
		}
	}
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	return "the system says: " + err.Error()
}

// FromSystem reports whether an error comes from the operating system, and
// names the path it is about where it is known.
func FromSystem(err error) (path string, ok bool) {
	if e, found := errors.AsType[*fs.PathError](err); found {
		return e.Path, true
	}
	_, ok = errors.AsType[syscall.Errno](err)
	return "", ok
}
