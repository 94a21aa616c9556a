const { dest, parallel, src } = require('gulp');

/** The icons beside the compiled nodes and credentials, which name them by relative path. */
function icons() {
	return src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
}

exports.default = parallel(icons);
