const { build } = require('esbuild');
const { dest, parallel, src } = require('gulp');

/** The icons beside the compiled nodes and credentials, which name them by relative path. */
function icons() {
	return src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
}

/** The phone number library goes into the one file that uses it: the package has no dependencies. */
async function phoneLibrary() {
	await build({
		entryPoints: ['nodes/Converge/values/phone.ts'],
		outfile: 'dist/nodes/Converge/values/phone.js',
		bundle: true,
		minify: true,
		platform: 'node',
		target: 'node20',
		format: 'cjs',
	});
}

exports.default = parallel(icons, phoneLibrary);
